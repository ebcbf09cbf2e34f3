package org.sciml4j.operators.fit;

import java.util.Arrays;

/**
 * The residual of a fit at one frame.
 *
 * @param shape number of points along each axis that the stencil spans
 * @param values in row-major order; NaN where a stencil touches a missing value or does not fit
 * @param frame number of the frame
 */
public record ResidualMap(long[] shape, double[] values, long frame) {
  /** Copies the arrays. */
  public ResidualMap {
    shape = shape.clone();
    values = values.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public double[] values() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResidualMap that
        && frame == that.frame
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Long.hashCode(frame);
  }

  @Override
  public String toString() {
    return "residual of frame " + frame + " " + Arrays.toString(shape);
  }
}
