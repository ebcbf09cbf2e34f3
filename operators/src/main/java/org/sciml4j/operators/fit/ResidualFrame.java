package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.List;
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
    List<Patch> inputs = new ArrayList<>();
    for (int input = 0; input < design.inputs(); input++) {
      inputs.add(Patch.read(design, design.fields().get(input), batch, frame, box));
    }
    double[] target = target(design, batch, frame, box);
    int[] shape = new int[dims];
    for (int axis = 0; axis < dims; axis++) {
      shape[axis] = (int) box[1][axis];
    }
    int points = design.offsets().length;
    double bias = design.bias() ? values[design.unknowns() - 1] : 0;
    double[] residual = new double[target.length];
    long[] at = new long[dims];
    long[] seen = new long[dims];
    for (int i = 0; i < residual.length; i++) {
      unravel(i, shape, box[0], at);
      double sum = target[i] - bias;
      for (int input = 0; input < inputs.size(); input++) {
        for (int k = 0; k < points; k++) {
          int[] offset = design.offsets()[k];
          for (int axis = 0; axis < dims; axis++) {
            seen[axis] = at[axis] + offset[axis];
          }
          sum -= values[input * points + k] * inputs.get(input).value(seen);
        }
      }
      residual[i] = sum;
    }
    return new ResidualFrame(batch, frame, box[0], shape, residual);
  }

  private static double[] target(FitDesign design, long batch, long frame, long[][] box) {
    TimeDifference difference = design.difference();
    if (difference == null) {
      return Patch.interior(design, design.fields().getLast(), batch, frame, box);
    }
    Field field = design.fields().getFirst();
    double[] sum = new double[0];
    for (int term = 0; term < difference.terms(); term++) {
      double[] plus = Patch.interior(design, field, batch, frame + difference.plus(term), box);
      double[] minus = Patch.interior(design, field, batch, frame + difference.minus(term), box);
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

  private static void unravel(int i, int[] shape, long[] origin, long[] at) {
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      at[axis] = origin[axis] + i % shape[axis];
      i /= shape[axis];
    }
  }

  /** Values of a field on a box and the halo a stencil needs, read once. */
  private record Patch(FitDesign design, long[] origin, long[] shape, double[] values) {
    static Patch read(FitDesign design, Field field, long batch, long frame, long[][] box) {
      int dims = box[0].length;
      long[] size = design.layout().stencilShape();
      long[] origin = new long[dims];
      long[] shape = new long[dims];
      for (int axis = 0; axis < dims; axis++) {
        int radius = design.radius(axis);
        origin[axis] = Math.max(0, box[0][axis] - radius);
        shape[axis] =
            Math.min(size[axis], box[0][axis] + box[1][axis] + radius) - origin[axis];
      }
      return new Patch(
          design, origin, shape, values(design, field, batch, frame, origin, shape));
    }

    static double[] interior(
        FitDesign design, Field field, long batch, long frame, long[][] box) {
      return values(design, field, batch, frame, box[0], box[1]);
    }

    private static double[] values(
        FitDesign design, Field field, long batch, long frame, long[] origin, long[] shape) {
      Region region = design.layout().region(batch, frame, 1, origin, shape);
      try (Tensor tensor = Tensor.zeros(DType.F64, region.shape())) {
        field.read(region, tensor);
        return tensor.toDoubles();
      }
    }

    double value(long[] position) {
      long index = 0;
      long[] size = design.layout().stencilShape();
      for (int axis = 0; axis < position.length; axis++) {
        BoundaryMode mode = design.boundary().get(axis);
        long p = position[axis];
        boolean outside = p < 0 || p >= size[axis];
        if (outside && mode == BoundaryMode.VALID) {
          return Double.NaN;
        }
        long source = mode.source(p, size[axis]);
        if (source == BoundaryMode.NOTHING) {
          return 0;
        }
        index = index * shape[axis] + source - origin[axis];
      }
      return values[(int) index];
    }
  }
}
