package org.sciml4j.operators.differences;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.sciml4j.core.InvalidInputException;

/**
 * A stencil on the unit grid with exact coefficients, the form in which schemes are published.
 * Immutable.
 */
public final class RationalStencil {
  private final int dims;
  private final TreeMap<int[], BigFraction> points;

  private RationalStencil(int dims, TreeMap<int[], BigFraction> points) {
    this.dims = dims;
    this.points = points;
    points.values().removeIf(BigFraction::isZero);
  }

  /** The identity: one at the centre. */
  public static RationalStencil identity(int dims) {
    TreeMap<int[], BigFraction> points = new TreeMap<>(Arrays::compare);
    points.put(new int[dims], BigFraction.ONE);
    return new RationalStencil(dims, points);
  }

  /** A finite difference along one axis of a stencil with so many dimensions. */
  public static RationalStencil along(int axis, int dims, FiniteDifference difference) {
    TreeMap<int[], BigFraction> points = new TreeMap<>(Arrays::compare);
    int[] offsets = difference.offsets();
    for (int j = 0; j < offsets.length; j++) {
      int[] offset = new int[dims];
      offset[axis] = offsets[j];
      points.put(offset, difference.weights().get(j));
    }
    return new RationalStencil(dims, points);
  }

  /**
   * A one-dimensional kernel of whole numbers over a common denominator along one axis.
   *
   * @param kernel odd number of coefficients, centred
   */
  public static RationalStencil along(int axis, int dims, int denominator, int... kernel) {
    if (kernel.length % 2 == 0) {
      throw new InvalidInputException(
          "kernel", kernel.length + " numbers", "an odd number of them", "pad it with a zero");
    }
    TreeMap<int[], BigFraction> points = new TreeMap<>(Arrays::compare);
    for (int j = 0; j < kernel.length; j++) {
      int[] offset = new int[dims];
      offset[axis] = j - kernel.length / 2;
      points.put(offset, new BigFraction(kernel[j], denominator));
    }
    return new RationalStencil(dims, points);
  }

  /** A square kernel of whole numbers over a common denominator, rows along axis 0. */
  public static RationalStencil square(int denominator, int[][] rows) {
    TreeMap<int[], BigFraction> points = new TreeMap<>(Arrays::compare);
    for (int a = 0; a < rows.length; a++) {
      for (int b = 0; b < rows[a].length; b++) {
        points.put(
            new int[] {a - rows.length / 2, b - rows[a].length / 2},
            new BigFraction(rows[a][b], denominator));
      }
    }
    return new RationalStencil(2, points);
  }

  /** Number of dimensions. */
  public int dims() {
    return dims;
  }

  /** Offsets and exact coefficients, sorted, without zeros; offsets are copies. */
  public Map<int[], BigFraction> points() {
    TreeMap<int[], BigFraction> copy = new TreeMap<>(Arrays::compare);
    points.forEach((offset, c) -> copy.put(offset.clone(), c));
    return copy;
  }

  /** The coefficient at an offset, zero where there is no point. */
  public BigFraction coefficient(int... offset) {
    return points.getOrDefault(offset, BigFraction.ZERO);
  }

  /** Pointwise sum. */
  public RationalStencil plus(RationalStencil other) {
    TreeMap<int[], BigFraction> sum = new TreeMap<>(points);
    other.points.forEach((offset, c) -> sum.merge(offset, c, BigFraction::add));
    return new RationalStencil(dims, sum);
  }

  /** Every coefficient times a factor. */
  public RationalStencil times(BigFraction factor) {
    TreeMap<int[], BigFraction> product = new TreeMap<>(Arrays::compare);
    points.forEach((offset, c) -> product.put(offset, c.multiply(factor)));
    return new RationalStencil(dims, product);
  }

  /** Applies one after the other; along different axes this is the tensor product. */
  public RationalStencil compose(RationalStencil other) {
    TreeMap<int[], BigFraction> product = new TreeMap<>(Arrays::compare);
    points.forEach(
        (a, c) ->
            other.points.forEach(
                (b, d) -> {
                  int[] offset = IntStream.range(0, dims).map(i -> a[i] + b[i]).toArray();
                  product.merge(offset, c.multiply(d), BigFraction::add);
                }));
    return new RationalStencil(dims, product);
  }

  /** Least common denominator of all coefficients. */
  public BigInteger denominator() {
    return points.values().stream()
        .map(BigFraction::getDenominator)
        .reduce(BigInteger.ONE, RationalStencil::leastCommonMultiple);
  }

  /** Largest distance from the centre along one axis, in grid points. */
  public int radius(int axis) {
    return points.keySet().stream().mapToInt(offset -> Math.abs(offset[axis])).max().orElse(0);
  }

  /**
   * The published form, whole numbers over a common denominator: {@code 1/6 [1 4 1; 4 -20 4; 1 4
   * 1]}, in three dimensions plane by plane, separated by {@code |}.
   */
  @Override
  public String toString() {
    BigInteger denominator = denominator();
    String table = nested(denominator, new int[dims], 0);
    String factor = denominator.equals(BigInteger.ONE) ? "" : "1/" + denominator + " ";
    return factor + "[" + table + "]";
  }

  private String nested(BigInteger denominator, int[] at, int axis) {
    String separator = List.of(" ", "; ", " | ").get(dims - 1 - axis);
    return IntStream.rangeClosed(-radius(axis), radius(axis))
        .mapToObj(
            position -> {
              int[] offset = at.clone();
              offset[axis] = position;
              return axis == dims - 1
                  ? coefficient(offset).multiply(denominator).getNumerator().toString()
                  : nested(denominator, offset, axis + 1);
            })
        .collect(Collectors.joining(separator));
  }

  private static BigInteger leastCommonMultiple(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RationalStencil that
        && dims == that.dims
        && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
