package org.sciml4j.core.field;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;

/**
 * One axis of a {@link Field}: its name, what it measures, its units (empty where unknown) and the
 * coordinate of each point in those units.
 */
public record Axis(String name, AxisKind kind, String units, double[] coordinates) {
  /**
   * Largest relative departure of a coordinate step from the mean step on a uniform axis, beyond
   * what storing the coordinates has rounded away.
   */
  public static final double UNIFORMITY = 1e-5;

  /** Rounding may hide at most this part of a step. */
  private static final double MOST_ROUNDING = 0.05;

  private static final MathContext SHOWN = new MathContext(7);

  /** Copies the coordinates. */
  public Axis {
    coordinates = coordinates.clone();
  }

  /** An axis without metadata: unit spacing, no units. */
  public static Axis numbered(String name, AxisKind kind, long size) {
    double[] coordinates = new double[Math.toIntExact(size)];
    Arrays.setAll(coordinates, i -> i);
    return new Axis(name, kind, "", coordinates);
  }

  /** An axis of {@code size} points from {@code first} in steps of {@code spacing}. */
  public static Axis uniform(
      String name, AxisKind kind, String units, long size, double first, double spacing) {
    double[] coordinates = new double[Math.toIntExact(size)];
    Arrays.setAll(coordinates, i -> first + i * spacing);
    return new Axis(name, kind, units, coordinates);
  }

  /** Coordinates of the points; a copy. */
  @Override
  public double[] coordinates() {
    return coordinates.clone();
  }

  /** Number of points. */
  public int size() {
    return coordinates.length;
  }

  /**
   * Signed distance between neighbouring points; 1 for an axis of one point. Coordinates that are
   * all single-precision numbers are allowed that type's rounding.
   *
   * @throws InvalidInputException if the steps differ by more than {@link #UNIFORMITY} of their
   *     mean, naming the first that is unlike the median step
   */
  public double spacing() {
    int n = coordinates.length;
    if (n < 2) {
      return 1;
    }
    double mean = (coordinates[n - 1] - coordinates[0]) / (n - 1);
    double tolerance =
        UNIFORMITY * Math.abs(mean) + Math.min(stepRounding(), MOST_ROUNDING * Math.abs(mean));
    for (int i = 1; i < n; i++) {
      if (!(Math.abs(step(i) - mean) <= tolerance) || mean == 0) {
        throw notUniform(tolerance);
      }
    }
    return mean;
  }

  /** From the point before to this one. */
  private double step(int point) {
    return coordinates[point] - coordinates[point - 1];
  }

  /** Names the first step unlike the median one: a gap changes the mean but not the median. */
  private InvalidInputException notUniform(double tolerance) {
    int n = coordinates.length;
    double median = IntStream.range(1, n).mapToDouble(this::step).sorted().toArray()[(n - 1) / 2];
    int odd =
        IntStream.range(1, n)
            .filter(i -> !(Math.abs(step(i) - median) <= tolerance))
            .findFirst()
            .orElse(1);
    return new InvalidInputException(
        "axis '" + name + "'",
        "not uniform: the step from point "
            + (odd - 1)
            + " to "
            + odd
            + " is "
            + (decimal(step(odd)) + " " + units.replaceFirst(" since .*", "")).strip(),
        "equal steps" + (median == 0 ? "" : ", such as the median step " + decimal(median)),
        kind == AxisKind.TIME
            ? "interpolate to equal steps, or select a part that has them, with --time or --slice"
            : "interpolate to a uniform grid, select a uniform part with --slice, or let --dims"
                + " name only the other axes: the stencil need not span this one");
  }

  private static String decimal(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal shown = new BigDecimal(value).round(SHOWN).stripTrailingZeros();
    boolean fewDigits = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7;
    return value == 0 ? "0" : fewDigits ? shown.toPlainString() : shown.toString();
  }

  /** Half a unit in the last place at either end of a step, and as much again for the mean. */
  private double stepRounding() {
    double largest = Arrays.stream(coordinates).map(Math::abs).max().orElse(0);
    boolean single = Arrays.stream(coordinates).allMatch(x -> x == (float) x);
    return 1.5 * (single ? Math.ulp((float) largest) : Math.ulp(largest));
  }

  /** Every {@code stride}-th point, {@code count} in all, from point {@code from} on. */
  public Axis slice(long from, long count, long stride) {
    double[] chosen = new double[Math.toIntExact(count)];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = coordinates[Math.toIntExact(from + i * stride)];
    }
    return new Axis(name, kind, units, chosen);
  }

  /** Equality of name, kind, units and every coordinate. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Axis that
        && name.equals(that.name)
        && kind == that.kind
        && units.equals(that.units)
        && Arrays.equals(coordinates, that.coordinates);
  }

  /** Consistent with {@link #equals}. */
  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(coordinates);
  }

  /** For example {@code x (X, 128 points, m)}. */
  @Override
  public String toString() {
    return name
        + " ("
        + kind
        + ", "
        + size()
        + " points"
        + (units.isEmpty() ? "" : ", " + units)
        + ")";
  }
}
