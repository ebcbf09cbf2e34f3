package org.sciml4j.operators.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Values of a field on a box and some way around it, with the boundary mode applied; NaN where a
 * stencil does not fit.
 *
 * @param inner shape of the box
 * @param outer shape of the box and its surroundings
 */
record Surroundings(int[] inner, int[] outer, double[] values) {
  private static final long ZERO = BoundaryMode.NOTHING;
  private static final long NO_FIT = ZERO - 1;

  /** Reads a box and what surrounds it as far as the stencil reaches. */
  static Surroundings read(
      FitDesign design, Field field, long batch, long frame, long[] first, long[] extent) {
    int[] margin = IntStream.range(0, first.length).map(design::radius).toArray();
    return read(design, field, batch, frame, first, extent, margin);
  }

  /** Reads a box, which may itself reach beyond the grid, and a margin to both sides. */
  static Surroundings read(
      FitDesign design,
      Field field,
      long batch,
      long frame,
      long[] first,
      long[] extent,
      int[] margin) {
    int dims = first.length;
    long[] size = design.layout().stencilShape();
    long[] origin = new long[dims];
    long[] shape = new long[dims];
    int[] inner = new int[dims];
    int[] outer = new int[dims];
    long[][] sources = new long[dims][];
    for (int axis = 0; axis < dims; axis++) {
      long start = first[axis] - margin[axis];
      inner[axis] = (int) extent[axis];
      outer[axis] = inner[axis] + 2 * margin[axis];
      origin[axis] = Math.max(0, start);
      shape[axis] = Math.min(size[axis], start + outer[axis]) - origin[axis];
      sources[axis] = new long[outer[axis]];
      for (int i = 0; i < outer[axis]; i++) {
        long source = source(design.boundary().get(axis), start + i, size[axis]);
        sources[axis][i] = source < 0 ? source : source - origin[axis];
      }
    }
    double[] stored = values(design, field, batch, frame, origin, shape);
    double[] values = new double[Arrays.stream(outer).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      int rest = i;
      long from = 0;
      long stride = 1;
      long outside = 0;
      for (int axis = dims - 1; axis >= 0; axis--) {
        long source = sources[axis][rest % outer[axis]];
        rest /= outer[axis];
        outside = Math.min(outside, source);
        from += source * stride;
        stride *= shape[axis];
      }
      values[i] = outside == 0 ? stored[(int) from] : outside == ZERO ? 0 : Double.NaN;
    }
    return new Surroundings(inner, outer, values);
  }

  private static long source(BoundaryMode mode, long position, long size) {
    boolean inside = position >= 0 && position < size;
    return inside || mode != BoundaryMode.VALID ? mode.source(position, size) : NO_FIT;
  }

  /** {@code residual -= coefficient * (this seen at an offset)}. */
  void subtract(double coefficient, int[] offset, double[] residual) {
    int dims = inner.length;
    int row = inner[dims - 1];
    for (int start = 0; start < residual.length; start += row) {
      int rest = start / row;
      int stride = outer[dims - 1];
      int from = (outer[dims - 1] - row) / 2 + offset[dims - 1];
      for (int axis = dims - 2; axis >= 0; axis--) {
        int at = rest % inner[axis] + (outer[axis] - inner[axis]) / 2 + offset[axis];
        rest /= inner[axis];
        from += at * stride;
        stride *= outer[axis];
      }
      for (int j = 0; j < row; j++) {
        residual[start + j] -= coefficient * values[from + j];
      }
    }
  }

  /** Values of a field on a box within its grid. */
  static double[] values(
      FitDesign design, Field field, long batch, long frame, long[] origin, long[] shape) {
    Region region = design.layout().region(batch, frame, 1, origin, shape);
    try (Tensor tensor = Tensor.zeros(DType.F64, region.shape())) {
      field.read(region, tensor);
      return tensor.toDoubles();
    }
  }
}
