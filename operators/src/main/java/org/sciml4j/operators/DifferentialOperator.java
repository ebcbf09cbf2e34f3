package org.sciml4j.operators;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hipparchus.complex.Complex;
import org.sciml4j.core.InvalidInputException;

/**
 * A linear differential operator with constant coefficients, {@code L u = Σ c_α ∂^α u}. Immutable;
 * coefficients carry the units that the derivatives call for.
 */
public final class DifferentialOperator {
  private final int dims;
  private final SortedMap<MultiIndex, Double> terms;

  private DifferentialOperator(int dims, SortedMap<MultiIndex, Double> terms) {
    this.dims = dims;
    this.terms = terms;
    terms.values().removeIf(c -> c == 0);
  }

  /** The operator with these coefficients; zeros are dropped. */
  public static DifferentialOperator of(int dims, Map<MultiIndex, Double> coefficients) {
    coefficients.keySet().forEach(alpha -> requireDims(dims, alpha.dims()));
    return new DifferentialOperator(dims, new TreeMap<>(coefficients));
  }

  /** The operator that makes every field zero. */
  public static DifferentialOperator zero(int dims) {
    return new DifferentialOperator(dims, new TreeMap<>());
  }

  /** {@code u}. */
  public static DifferentialOperator identity(int dims) {
    return derivative(new int[dims]);
  }

  /** {@code ∂^α u}, with the number of derivatives along each axis. */
  public static DifferentialOperator derivative(int... alpha) {
    return new DifferentialOperator(alpha.length, new TreeMap<>(Map.of(MultiIndex.of(alpha), 1.0)));
  }

  /** {@code ∂^n u} along one axis. */
  public static DifferentialOperator derivative(int dims, int axis, int n) {
    int[] alpha = new int[dims];
    alpha[axis] = n;
    return derivative(alpha);
  }

  /** {@code ∇²u}. */
  public static DifferentialOperator laplacian(int dims) {
    DifferentialOperator sum = zero(dims);
    for (int axis = 0; axis < dims; axis++) {
      sum = sum.plus(derivative(dims, axis, 2));
    }
    return sum;
  }

  /** {@code ∇⁴u = ∇²∇²u}. */
  public static DifferentialOperator biharmonic(int dims) {
    return laplacian(dims).compose(laplacian(dims));
  }

  /** Number of axes. */
  public int dims() {
    return dims;
  }

  /** Coefficients by multi-index, sorted by total order; unmodifiable. */
  public SortedMap<MultiIndex, Double> terms() {
    return Collections.unmodifiableSortedMap(terms);
  }

  /** The coefficient of one derivative, zero where there is no such term. */
  public double coefficient(MultiIndex alpha) {
    return terms.getOrDefault(alpha, 0.0);
  }

  /** The coefficient of one derivative, zero where there is no such term. */
  public double coefficient(int... alpha) {
    return coefficient(MultiIndex.of(alpha));
  }

  /** Highest total order of a derivative; zero for the zero operator. */
  public int order() {
    return isZero() ? 0 : terms.lastKey().order();
  }

  /** Lowest total order of a derivative; zero for the zero operator. */
  public int lowestOrder() {
    return isZero() ? 0 : terms.firstKey().order();
  }

  /** Whether it has no terms. */
  public boolean isZero() {
    return terms.isEmpty();
  }

  /** Sum of two operators. */
  public DifferentialOperator plus(DifferentialOperator other) {
    requireDims(dims, other.dims);
    SortedMap<MultiIndex, Double> sum = new TreeMap<>(terms);
    other.terms.forEach((alpha, c) -> sum.merge(alpha, c, Double::sum));
    return new DifferentialOperator(dims, sum);
  }

  /** Every coefficient times a factor. */
  public DifferentialOperator times(double factor) {
    SortedMap<MultiIndex, Double> product = new TreeMap<>();
    terms.forEach((alpha, c) -> product.put(alpha, c * factor));
    return new DifferentialOperator(dims, product);
  }

  /** Difference of two operators. */
  public DifferentialOperator minus(DifferentialOperator other) {
    return plus(other.times(-1));
  }

  /** One applied after the other. */
  public DifferentialOperator compose(DifferentialOperator other) {
    requireDims(dims, other.dims);
    SortedMap<MultiIndex, Double> product = new TreeMap<>();
    terms.forEach(
        (a, c) -> other.terms.forEach((b, d) -> product.merge(a.plus(b), c * d, Double::sum)));
    return new DifferentialOperator(dims, product);
  }

  /** Only the terms of one total order. */
  public DifferentialOperator ofOrder(int order) {
    SortedMap<MultiIndex, Double> kept = new TreeMap<>(terms);
    kept.keySet().removeIf(alpha -> alpha.order() != order);
    return new DifferentialOperator(dims, kept);
  }

  /**
   * What the operator multiplies {@code exp(i k·x)} with, {@code Σ c_α (i k)^α}.
   *
   * @param k wave numbers in radians per length, one per axis
   */
  public Complex symbol(double... k) {
    requireDims(dims, k.length);
    double[] byQuarterTurn = new double[4];
    terms.forEach((alpha, c) -> byQuarterTurn[alpha.order() % 4] += c * alpha.powerOf(k));
    return new Complex(byQuarterTurn[0] - byQuarterTurn[2], byQuarterTurn[1] - byQuarterTurn[3]);
  }

  /** {@code ∂/∂k} of {@link #symbol} along one axis. */
  public Complex symbolDerivative(int axis, double... k) {
    DifferentialOperator derived = zero(dims);
    for (Map.Entry<MultiIndex, Double> term : terms.entrySet()) {
      int power = term.getKey().power(axis);
      if (power > 0) {
        int[] lower = term.getKey().powers().stream().mapToInt(Integer::intValue).toArray();
        lower[axis]--;
        derived = derived.plus(derivative(lower).times(power * term.getValue()));
      }
    }
    return derived.symbol(k).multiply(Complex.I);
  }

  /** Whether all coefficients agree within a tolerance relative to the largest. */
  public boolean isCloseTo(DifferentialOperator other, double tolerance) {
    double largest = terms.values().stream().mapToDouble(Math::abs).max().orElse(0);
    return dims == other.dims
        && minus(other).terms.values().stream()
            .allMatch(difference -> Math.abs(difference) <= tolerance * largest);
  }

  /** {@code 0.1 (u_xx + u_yy)}, with the standard axis names. */
  @Override
  public String toString() {
    return toString(new String[0]);
  }

  /** As {@link #toString()} with other axis names, one per axis. */
  public String toString(String... axisNames) {
    return OperatorText.of(this, AxisNames.orStandard(dims, axisNames));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DifferentialOperator that
        && dims == that.dims
        && terms.equals(that.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  private static void requireDims(int dims, int given) {
    if (dims != given) {
      throw new InvalidInputException(
          "dimensions", given, dims + " of them", "give one number per axis of the operator");
    }
  }
}
