package org.sciml4j.operators;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** A periodic field on a small grid, with stencils applied by the plainest of loops. */
public final class PeriodicField {
  private final int[] shape;
  private final double[] values;

  private PeriodicField(int[] shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /** Values of a function of the grid indices. */
  public static PeriodicField of(int[] shape, ToDoubleFunction<int[]> function) {
    double[] values = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(unravel(i, shape));
    }
    return new PeriodicField(shape, values);
  }

  /** Normally distributed values. */
  public static PeriodicField random(long seed, int... shape) {
    Random random = new Random(seed);
    return of(shape, at -> random.nextGaussian());
  }

  /** {@code K u}. */
  public PeriodicField apply(Stencil stencil) {
    int[][] offsets = stencil.offsets();
    double[] coefficients = stencil.coefficients();
    return of(
        shape,
        at -> {
          double sum = 0;
          for (int k = 0; k < offsets.length; k++) {
            sum += coefficients[k] * get(shifted(at, offsets[k]));
          }
          return sum;
        });
  }

  /** {@code a u + b v}. */
  public PeriodicField combine(double a, double b, PeriodicField v) {
    double[] sum = new double[values.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a * values[i] + b * v.values[i];
    }
    return new PeriodicField(shape, sum);
  }

  /** {@code <u, v>}. */
  public double dot(PeriodicField v) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * v.values[i];
    }
    return sum;
  }

  /** Root of the sum of squares. */
  public double norm() {
    return Math.sqrt(dot(this));
  }

  /** Largest magnitude. */
  public double max() {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** The value at grid indices, wrapped around. */
  public double get(int... at) {
    int index = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      index = index * shape[axis] + Math.floorMod(at[axis], shape[axis]);
    }
    return values[index];
  }

  private static int[] shifted(int[] at, int[] offset) {
    int[] sum = at.clone();
    for (int axis = 0; axis < sum.length; axis++) {
      sum[axis] += offset[axis];
    }
    return sum;
  }

  private static int[] unravel(int index, int[] shape) {
    int[] at = new int[shape.length];
    int rest = index;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      at[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return at;
  }
}
