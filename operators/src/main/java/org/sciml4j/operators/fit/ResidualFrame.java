package org.sciml4j.operators.fit;

import org.sciml4j.core.field.Field;

/**
 * The residual of a fit on a box of one frame.
 *
 * @param frame number of the frame
 * @param origin first point of the box along each stencil axis
 * @param shape of the box
 * @param values row-major; NaN where the stencil touches a missing value or does not fit
 */
record ResidualFrame(long batch, long frame, long[] origin, int[] shape, double[] values) {
  private static final double FEWEST_POINTS = 4096;

  /** The box that is looked at: the whole frame, or its middle where the frame is large. */
  private static long[][] box(FitDesign design, long products) {
    long[] size = design.layout().stencilShape();
    int dims = size.length;
    double most = Math.max(FEWEST_POINTS, (double) products / design.offsets().length);
    long edge = (long) Math.pow(most, 1.0 / dims);
    long[] origin = new long[dims];
    long[] shape = new long[dims];
    for (int axis = 0; axis < dims; axis++) {
      int radius = design.radius(axis);
      boolean all = size[axis] <= edge + 4L * radius;
      shape[axis] = all ? size[axis] : edge;
      origin[axis] = all ? 0 : (size[axis] - edge) / 2;
    }
    return new long[][] {origin, shape};
  }

  /**
   * Computes it.
   *
   * @param products how many products of coefficient and value may be spent on it
   */
  static ResidualFrame of(
      FitDesign design, double[] values, long batch, long frame, long products) {
    long[][] box = box(design, products);
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
          Surroundings.read(design, design.fields().get(input), batch, frame, box[0], box[1]);
      for (int k = 0; k < points; k++) {
        around.subtract(values[input * points + k], design.offsets()[k], residual);
      }
    }
    return new ResidualFrame(batch, frame, box[0], shape, residual);
  }

  private static double[] target(FitDesign design, long batch, long frame, long[][] box) {
    TimeDifference difference = design.difference();
    if (difference == null) {
      return frame(design, design.fields().getLast(), batch, frame, box);
    }
    Field field = design.fields().getFirst();
    double[] sum = new double[0];
    for (int term = 0; term < difference.terms(); term++) {
      double[] plus = frame(design, field, batch, frame + difference.plus(term), box);
      double[] minus = frame(design, field, batch, frame + difference.minus(term), box);
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

  private static double[] frame(
      FitDesign design, Field field, long batch, long frame, long[][] box) {
    return Surroundings.values(design, field, batch, frame, box[0], box[1]);
  }
}
