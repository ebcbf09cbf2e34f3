package org.sciml4j.operators.fit;

import java.util.Arrays;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * The residual of a fit on a box of one frame.
 *
 * @param frame number of the frame
 * @param origin first point of the box along each stencil axis
 * @param shape of the box
 * @param values row-major; NaN where the stencil touches a missing value or does not fit
 */
record ResidualFrame(long batch, long frame, long[] origin, int[] shape, double[] values) {
  private static final long MOST_PRODUCTS = 1L << 22;
  private static final long ZERO = BoundaryMode.NOTHING;
  private static final long NO_FIT = ZERO - 1;

  /** The box that is looked at: the whole frame, or its middle where the frame is large. */
  static long[][] box(FitDesign design) {
    long[] size = design.layout().stencilShape();
    int dims = size.length;
    double most = Math.max(4096.0, (double) MOST_PRODUCTS / design.offsets().length);
    long edge = (long) Math.pow(most, 1.0 / dims);
    long[] origin = new long[dims];
    long[] shape = new long[dims];
    for (int axis = 0; axis < dims; axis++) {
      int radius = design.radius(axis);
      boolean all = size[axis] <= edge + 2L * radius;
      shape[axis] = all ? size[axis] : edge;
      origin[axis] = all ? 0 : (size[axis] - edge) / 2;
    }
    return new long[][] {origin, shape};
  }

  static ResidualFrame of(FitDesign design, double[] values, long batch, long frame) {
    long[][] box = box(design);
    int dims = box[0].length;
    int[] shape = new int[dims];
    for (int axis = 0; axis < dims; axis++) {
      shape[axis] = (int) box[1][axis];
    }
    double[] residual = target(design, batch, frame, box);
    if (design.bias()) {
      for (int i = 0; i < residual.length; i++) {
        residual[i] -= values[design.unknowns() - 1];
      }
    }
    int points = design.offsets().length;
    for (int input = 0; input < design.inputs(); input++) {
      Surroundings around =
          Surroundings.read(design, design.fields().get(input), batch, frame, box);
      for (int k = 0; k < points; k++) {
        around.subtract(values[input * points + k], design.offsets()[k], residual);
      }
    }
    return new ResidualFrame(batch, frame, box[0], shape, residual);
  }

  private static double[] target(FitDesign design, long batch, long frame, long[][] box) {
    TimeDifference difference = design.difference();
    if (difference == null) {
      return values(design, design.fields().getLast(), batch, frame, box[0], box[1]);
    }
    Field field = design.fields().getFirst();
    double[] sum = new double[0];
    for (int term = 0; term < difference.terms(); term++) {
      double[] plus = values(design, field, batch, frame + difference.plus(term), box[0], box[1]);
      double[] minus = values(design, field, batch, frame + difference.minus(term), box[0], box[1]);
      sum = sum.length == 0 ? new double[plus.length] : sum;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += difference.weights()[term] * (plus[i] - minus[i]);
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= difference.divisor() * design.timeStep();
    }
    return sum;
  }

  /** Values of a field on a box within its grid. */
  private static double[] values(
      FitDesign design, Field field, long batch, long frame, long[] origin, long[] shape) {
    Region region = design.layout().region(batch, frame, 1, origin, shape);
    try (Tensor tensor = Tensor.zeros(DType.F64, region.shape())) {
      field.read(region, tensor);
      return tensor.toDoubles();
    }
  }

  /**
   * Values of a field on a box and around it as far as the stencil reaches, with the boundary mode
   * applied; NaN where a stencil does not fit.
   *
   * @param inner shape of the box
   * @param outer shape of the box and its surroundings
   */
  private record Surroundings(int[] inner, int[] outer, double[] values) {
    static Surroundings read(
        FitDesign design, Field field, long batch, long frame, long[][] box) {
      int dims = box[0].length;
      long[] size = design.layout().stencilShape();
      long[] origin = new long[dims];
      long[] shape = new long[dims];
      int[] inner = new int[dims];
      int[] outer = new int[dims];
      long[][] sources = new long[dims][];
      for (int axis = 0; axis < dims; axis++) {
        int radius = design.radius(axis);
        long first = box[0][axis] - radius;
        inner[axis] = (int) box[1][axis];
        outer[axis] = inner[axis] + 2 * radius;
        origin[axis] = Math.max(0, first);
        shape[axis] = Math.min(size[axis], first + outer[axis]) - origin[axis];
        sources[axis] = new long[outer[axis]];
        for (int i = 0; i < outer[axis]; i++) {
          long source = source(design.boundary().get(axis), first + i, size[axis]);
          sources[axis][i] = source < 0 ? source : source - origin[axis];
        }
      }
      double[] stored = ResidualFrame.values(design, field, batch, frame, origin, shape);
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
  }
}
