package org.sciml4j.operators.mks;

import java.util.Arrays;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * The microstructures that determine all influence kernels of n phases at the least cost: of each
 * ordered pair of phases one, of the first phase everywhere but for one point of the second (Landi,
 * G., Niezgoda, S. R. and Kalidindi, S. R. 2010, "Multi-scale modeling of elastic response of
 * three-dimensional voxel-based microstructure datasets using novel DFT-based knowledge systems",
 * Acta Materialia 58, 2716-2725).
 */
public final class DeltaMicrostructures {
  private DeltaMicrostructures() {}

  /**
   * The {@code n (n - 1)} samples, whose responses are to be computed.
   *
   * @param phases their states are the phases
   * @param shape points along each axis of the domain
   * @return samples of states, {@code [n (n - 1), space...]} in F64, the odd point in the middle;
   *     the caller closes it
   */
  public static Tensor of(PrimitiveBasis phases, int... shape) {
    int n = phases.count();
    long[] sizes = new long[shape.length + 1];
    sizes[0] = (long) n * (n - 1);
    Arrays.setAll(sizes, axis -> axis == 0 ? sizes[0] : shape[axis - 1]);
    Tensor samples = Tensor.zeros(DType.F64, sizes);
    long points = Shape.count(sizes) / sizes[0];
    long middle = 0;
    for (int size : shape) {
      middle = middle * size + size / 2;
    }
    long sample = 0;
    for (int matrix = 0; matrix < n; matrix++) {
      for (int inclusion = 0; inclusion < n; inclusion++) {
        if (inclusion != matrix) {
          for (long point = 0; point < points; point++) {
            samples.setFlat(
                sample * points + point, phases.state(point == middle ? inclusion : matrix));
          }
          sample++;
        }
      }
    }
    return samples;
  }
}
