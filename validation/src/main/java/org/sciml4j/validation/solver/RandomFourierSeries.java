package org.sciml4j.validation.solver;

import java.util.Arrays;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.field.SpaceGrid;

/**
 * Random smooth fields {@code Σ λ cos(k·x) + γ sin(k·x)} over the wave vectors of at most N periods
 * along each axis, λ and γ normal (Long et al. 2018, section 4). The field of a key is the same on
 * every grid.
 *
 * @param highest N
 * @param deviation standard deviation of λ and γ
 */
public record RandomFourierSeries(int highest, double deviation) {
  /** The field's values at the points of a grid of any dimension. */
  public double[] sample(SpaceGrid grid, RandomKey key) {
    int[] shape = grid.shape();
    int width = 2 * highest + 1;
    int vectors = 1;
    for (int i = 0; i < shape.length; i++) {
      vectors *= width;
    }
    double[] field = new double[grid.points()];
    int[] index = new int[shape.length];
    for (int vector = 0; vector < vectors; vector++) {
      double cosine = deviation * key.child(0).normal(vector);
      double sine = deviation * key.child(1).normal(vector);
      for (int axis = shape.length - 1, rest = vector; axis >= 0; axis--, rest /= width) {
        index[axis] = rest % width - highest;
      }
      add(cosine, sine, index, shape, field);
    }
    return field;
  }

  /**
   * A field scaled and shifted as in PDE-Net 2.0: {@code 2 w / max|w| + c}, c uniform in [-2, 2]
   * (Long, Lu and Dong 2019, section 3.1).
   */
  public double[] sampleScaled(SpaceGrid grid, RandomKey key) {
    double[] field = sample(grid, key.child(0));
    double largest = Arrays.stream(field).map(Math::abs).max().orElse(1);
    double offset = 4 * key.child(1).uniform(0) - 2;
    Arrays.setAll(field, i -> 2 * field[i] / largest + offset);
    return field;
  }

  /** Adds one wave, row by row of the last axis, by the addition theorems. */
  private static void add(double cosine, double sine, int[] k, int[] shape, double[] field) {
    int last = shape.length - 1;
    int n = shape[last];
    double[] cos = new double[n];
    double[] sin = new double[n];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * Math.floorMod((long) k[last] * i, n) / n;
      cos[i] = Math.cos(angle);
      sin[i] = Math.sin(angle);
    }
    int[] at = new int[shape.length];
    for (int row = 0; row < field.length; row += n) {
      double angle = 0;
      for (int axis = 0; axis < last; axis++) {
        angle += 2 * Math.PI * Math.floorMod((long) k[axis] * at[axis], shape[axis]) / shape[axis];
      }
      double c = Math.cos(angle);
      double s = Math.sin(angle);
      double even = cosine * c + sine * s;
      double odd = sine * c - cosine * s;
      for (int i = 0; i < n; i++) {
        field[row + i] += even * cos[i] + odd * sin[i];
      }
      for (int axis = last - 1; axis >= 0 && ++at[axis] == shape[axis]; axis--) {
        at[axis] = 0;
      }
    }
  }
}
