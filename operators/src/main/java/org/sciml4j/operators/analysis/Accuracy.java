package org.sciml4j.operators.analysis;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;

/**
 * How accurately a stencil approximates a differential operator: {@code K u = L u + E u + ...},
 * with the leading error {@code E} proportional to {@code h^p}.
 *
 * <p>A number alone does not tell with which power of h an error term shrinks: {@code c h² u_xxxx}
 * may stem from a second derivative (order 2) or a first one (order 3). Symmetric and antisymmetric
 * parts of a stencil have even and odd derivatives only, so a term is attributed to the highest
 * lower derivative in L of its own parity, and where there is none (the even error of an upwind
 * difference) to the highest lower derivative.
 *
 * @param operator L, in physical units
 * @param order p, the order of accuracy; empty where no error term was found at all; zero or
 *     negative where the stencil is not consistent with L
 * @param leadingError the terms of the error that are proportional to {@code h^p}, with their
 *     values on this grid
 * @param nextOrder power of h in the first terms left out; empty where there are none
 * @param spacing the grid's
 */
public record Accuracy(
    DifferentialOperator operator,
    OptionalInt order,
    DifferentialOperator leadingError,
    OptionalInt nextOrder,
    double[] spacing) {
  private static final int BEYOND_BOX = 6;

  /** Keeps its own copy of the spacing. */
  public Accuracy {
    spacing = spacing.clone();
  }

  /** A copy. */
  @Override
  public double[] spacing() {
    return spacing.clone();
  }

  /** Of a stencil against the operator that its lowest moments name. */
  public static Accuracy of(Stencil stencil) {
    TaylorExpansion expansion = TaylorExpansion.of(stencil);
    return of(stencil, expansion, lowest(stencil, expansion), 0);
  }

  /**
   * Of a stencil with uncertain coefficients against the operator that its significant moments name
   * up to second order, or the lowest there are: fitted stencils are sums of terms of several
   * orders as a rule, of which none is the error of another.
   *
   * @param covariance of the coefficients, in the order of the stencil's offsets
   * @param standardErrors how many standard errors a moment must differ from zero
   */
  public static Accuracy of(Stencil stencil, RealMatrix covariance, double standardErrors) {
    TaylorExpansion expansion = TaylorExpansion.of(stencil, covariance, standardErrors);
    return ofSeveralOrders(stencil, expansion);
  }

  /**
   * Of a stencil against all its moments up to second order, or the lowest there are: for fitted
   * stencils whose moments' errors are not known.
   */
  public static Accuracy ofSeveralOrders(Stencil stencil) {
    return ofSeveralOrders(stencil, TaylorExpansion.of(stencil));
  }

  /** Of a stencil against a given operator, which may mix orders. */
  public static Accuracy of(Stencil stencil, DifferentialOperator operator) {
    return of(stencil, TaylorExpansion.of(stencil), operator, 0);
  }

  /** Whether the error vanishes with the grid spacing. */
  public boolean isConsistent() {
    return order.isEmpty() || order.getAsInt() > 0;
  }

  /** {@code u_xx + u_yy + (h²/12) (u_xxxx + u_yyyy) + O(h⁴)}, with the standard axis names. */
  @Override
  public String toString() {
    return toString(new String[0]);
  }

  /** As {@link #toString()} with other axis names, one per axis. */
  public String toString(String... axisNames) {
    return ExpansionText.of(this, axisNames);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Accuracy that
        && operator.equals(that.operator)
        && order.equals(that.order)
        && leadingError.equals(that.leadingError)
        && nextOrder.equals(that.nextOrder)
        && Arrays.equals(spacing, that.spacing);
  }

  @Override
  public int hashCode() {
    return operator.hashCode() * 31 + leadingError.hashCode();
  }

  private static DifferentialOperator lowest(Stencil stencil, TaylorExpansion expansion) {
    return IntStream.rangeClosed(0, highestOrder(stencil))
        .mapToObj(expansion::ofOrder)
        .filter(terms -> !terms.isZero())
        .findFirst()
        .orElse(DifferentialOperator.zero(stencil.dims()));
  }

  /** What is left of orders up to the operator's own was judged negligible and is no error. */
  private static Accuracy ofSeveralOrders(Stencil stencil, TaylorExpansion expansion) {
    DifferentialOperator operator = expansion.lowest();
    int lowestError = Math.max(TaylorExpansion.PHYSICAL_ORDER, operator.order()) + 1;
    return of(stencil, expansion, operator, lowestError);
  }

  private static Accuracy of(
      Stencil stencil, TaylorExpansion expansion, DifferentialOperator operator, int lowestError) {
    int dims = stencil.dims();
    TreeMap<Integer, DifferentialOperator> errorByPower = new TreeMap<>();
    for (int order = lowestError; order <= highestOrder(stencil); order++) {
      if (errorByPower.size() > 1 && order - operator.order() > secondKey(errorByPower)) {
        break;
      }
      DifferentialOperator error = significant(expansion.ofOrder(order), operator.ofOrder(order));
      error
          .terms()
          .forEach(
              (alpha, c) ->
                  errorByPower.merge(
                      errorPower(alpha.order(), operator),
                      DifferentialOperator.of(dims, Map.of(alpha, c)),
                      DifferentialOperator::plus));
    }
    if (errorByPower.isEmpty()) {
      return new Accuracy(
          operator,
          OptionalInt.empty(),
          DifferentialOperator.zero(dims),
          OptionalInt.empty(),
          stencil.spacing());
    }
    int leading = errorByPower.firstKey();
    Integer next = errorByPower.higherKey(leading);
    return new Accuracy(
        operator,
        OptionalInt.of(leading),
        errorByPower.get(leading),
        next == null ? OptionalInt.empty() : OptionalInt.of(next),
        stencil.spacing());
  }

  private static int secondKey(TreeMap<Integer, DifferentialOperator> errorByPower) {
    return errorByPower.higherKey(errorByPower.firstKey());
  }

  /** The difference of two sets of terms without what rounding leaves of equal ones. */
  private static DifferentialOperator significant(
      DifferentialOperator measured, DifferentialOperator expected) {
    Map<MultiIndex, Double> kept = new TreeMap<>(measured.minus(expected).terms());
    kept.entrySet()
        .removeIf(
            term ->
                Math.abs(term.getValue())
                    <= TaylorExpansion.ROUNDING * Math.abs(expected.coefficient(term.getKey())));
    return DifferentialOperator.of(measured.dims(), kept);
  }

  private static int errorPower(int order, DifferentialOperator operator) {
    int[] lower =
        operator.terms().keySet().stream()
            .mapToInt(MultiIndex::order)
            .filter(m -> m < order)
            .toArray();
    int source =
        Arrays.stream(lower)
            .filter(m -> (order - m) % 2 == 0)
            .max()
            .orElseGet(() -> Arrays.stream(lower).max().orElseGet(operator::lowestOrder));
    return order - source;
  }

  private static int highestOrder(Stencil stencil) {
    return Arrays.stream(stencil.extents()).max().orElse(1) + BEYOND_BOX;
  }
}
