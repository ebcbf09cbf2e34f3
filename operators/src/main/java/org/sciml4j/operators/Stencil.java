package org.sciml4j.operators;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import org.sciml4j.core.InvalidInputException;

/**
 * A finite-difference stencil in one, two or three dimensions: {@code (K u)[x] = sum_k c_k u[x + k]}.
 * The coefficients act on field values as they are, so powers of the grid spacing are already in
 * them. Immutable; offsets are unique and sorted lexicographically.
 */
public final class Stencil {
  private final int[][] offsets;
  private final double[] coefficients;
  private final double[] spacing;

  private Stencil(int[][] offsets, double[] coefficients, double[] spacing) {
    this.offsets = offsets;
    this.coefficients = coefficients;
    this.spacing = spacing;
  }

  /**
   * A stencil from its points.
   *
   * @param spacing distance between grid points along each axis, as long as the stencil has
   *     dimensions
   * @param offsets one row per point, one whole number per axis, counted from the centre
   * @param coefficients one per point; points given twice are added
   */
  public static Stencil of(double[] spacing, int[][] offsets, double[] coefficients) {
    if (offsets.length != coefficients.length) {
      throw new InvalidInputException(
          "coefficients", coefficients.length + " numbers", offsets.length + " numbers",
          "give one per offset");
    }
    TreeMap<int[], Double> points = new TreeMap<>(Arrays::compare);
    for (int k = 0; k < offsets.length; k++) {
      if (offsets[k].length != spacing.length) {
        throw new InvalidInputException(
            "offset", Arrays.toString(offsets[k]), spacing.length + " numbers",
            "give one per axis");
      }
      points.merge(offsets[k].clone(), coefficients[k], Double::sum);
    }
    return new Stencil(
        points.keySet().toArray(int[][]::new),
        points.values().stream().mapToDouble(Double::doubleValue).toArray(),
        spacing.clone());
  }

  /** Number of dimensions: 1, 2 or 3. */
  public int dims() {
    return spacing.length;
  }

  /** Number of points. */
  public int size() {
    return coefficients.length;
  }

  /** Offsets from the centre, one row per point; a copy. */
  public int[][] offsets() {
    return Arrays.stream(offsets).map(int[]::clone).toArray(int[][]::new);
  }

  /** Coefficients as applied to field values, in the order of {@link #offsets()}; a copy. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** The coefficient at an offset; zero where the stencil has no point. */
  public double coefficient(int... offset) {
    int k = Arrays.binarySearch(offsets, offset, Comparator.nullsFirst(Arrays::compare));
    return k < 0 ? 0 : coefficients[k];
  }

  /** Distance between grid points along each axis; a copy. */
  public double[] spacing() {
    return spacing.clone();
  }

  /** Largest distance from the centre along one axis, in grid points. */
  public int radius(int axis) {
    return Arrays.stream(offsets).mapToInt(offset -> Math.abs(offset[axis])).max().orElse(0);
  }
}
