package org.sciml4j.sindy.reduction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Eigenvectors of the smaller of {@code X Xᵀ} and {@code Xᵀ X}. The sum of eigenvalues is added to
 * the diagonal while they are sought: where most eigenvalues are zero, QL iterations do not
 * converge on their rounding errors, and with the mean eigenvalue not always.
 */
final class SnapshotMethod {
  private static final double NEGLIGIBLE = 1e-6;

  private final long[] shape;
  private final int rows;
  private final int features;
  private final double[] mean;
  private final double[] data;
  private final Device device;

  SnapshotMethod(Tensor snapshots, boolean isCentred, Device device) {
    if (snapshots.rank() < 2 || snapshots.count() == 0) {
      throw new InvalidInputException(
          "snapshots", Arrays.toString(snapshots.shape()), "[n, ...]", "stack them first");
    }
    this.device = device;
    shape = Arrays.copyOfRange(snapshots.shape(), 1, snapshots.rank());
    rows = Math.toIntExact(snapshots.size(0));
    features = Math.toIntExact(snapshots.count() / rows);
    data = snapshots.toDoubles();
    mean = new double[features];
    for (int at = 0; at < data.length; at++) {
      if (!Double.isFinite(data[at])) {
        throw new InvalidInputException(
            "snapshots",
            data[at] + " in snapshot " + at / features,
            "finite numbers",
            "leave out snapshots with gaps");
      }
      mean[at % features] += data[at] / rows;
    }
    if (!isCentred) {
      Arrays.fill(mean, 0);
    }
    for (int at = 0; at < data.length; at++) {
      data[at] -= mean[at % features];
    }
  }

  Pod modes(int number) {
    boolean isWide = rows <= features;
    int size = Math.min(rows, features);
    double[] gram = product(isWide);
    double energy = IntStream.range(0, size).mapToDouble(i -> gram[i * size + i]).sum();
    Shifted shifted = Shifted.of(gram, size, energy);
    EigenDecompositionSymmetric eigen = shifted.eigen();
    double[] singular =
        IntStream.range(0, size)
            .mapToDouble(i -> Math.sqrt(Math.max(0, eigen.getEigenvalue(i) - shifted.shift())))
            .toArray();
    int rank =
        (int)
            Arrays.stream(singular)
                .filter(sigma -> sigma > 0 && sigma > NEGLIGIBLE * singular[0])
                .count();
    if (number < 1 || number > rank) {
      throw new InvalidInputException(
          "modes",
          number,
          "1 to " + rank + ", the rank of the snapshots",
          rank == 0 ? "pass snapshots that differ" : "ask for fewer");
    }
    double[][] modes = new double[number][];
    for (int k = 0; k < number; k++) {
      double[] vector = eigen.getEigenvector(k).toArray();
      modes[k] = isWide ? combination(vector) : vector;
      orthonormalize(modes, k);
    }
    return new Pod(shape, mean, modes, Arrays.copyOf(singular, number), rows, energy);
  }

  private double[] product(boolean isWide) {
    Value x = Value.input("snapshots", DType.F64, rows, features);
    Value gram = isWide ? x.matmul(x.transpose(1, 0)) : x.transpose(1, 0).matmul(x);
    try (Tensor tensor = Tensor.of(data, rows, features);
        Program program = device.compile(Graph.of(List.of(x), gram));
        Tensor result = program.call(tensor).getFirst()) {
      return result.toDoubles();
    }
  }

  /** {@code Xᵀ v}. */
  private double[] combination(double... vector) {
    double[] mode = new double[features];
    for (int n = 0; n < rows; n++) {
      for (int i = 0; i < features; i++) {
        mode[i] += vector[n] * data[n * features + i];
      }
    }
    return mode;
  }

  /** Twice Gram-Schmidt against the modes before, since small ones lost it; fixes the sign. */
  private static void orthonormalize(double[][] modes, int k) {
    double[] mode = modes[k];
    for (int pass = 0; pass < 2; pass++) {
      for (int other = 0; other < k; other++) {
        double overlap = dot(modes[other], mode);
        for (int i = 0; i < mode.length; i++) {
          mode[i] -= overlap * modes[other][i];
        }
      }
      double norm = Math.sqrt(dot(mode, mode));
      for (int i = 0; i < mode.length; i++) {
        mode[i] /= norm;
      }
    }
    int peak = 0;
    for (int i = 1; i < mode.length; i++) {
      if (Math.abs(mode[i]) > Math.abs(mode[peak]) * (1 + 1e-12)) {
        peak = i;
      }
    }
    if (mode[peak] < 0) {
      for (int i = 0; i < mode.length; i++) {
        mode[i] = -mode[i];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Eigenvectors, and by how much the eigenvalues are too large. */
  private record Shifted(EigenDecompositionSymmetric eigen, double shift) {
    static Shifted of(double[] gram, int size, double energy) {
      try {
        return by(energy / size, gram, size);
      } catch (MathIllegalStateException _) {
        return by(energy, gram, size);
      }
    }

    private static Shifted by(double shift, double[] gram, int size) {
      RealMatrix matrix = MatrixUtils.createRealMatrix(size, size);
      for (int i = 0; i < size; i++) {
        matrix.setRow(i, Arrays.copyOfRange(gram, i * size, (i + 1) * size));
        matrix.addToEntry(i, i, shift);
      }
      return new Shifted(new EigenDecompositionSymmetric(matrix, Double.MIN_NORMAL, true), shift);
    }
  }
}
