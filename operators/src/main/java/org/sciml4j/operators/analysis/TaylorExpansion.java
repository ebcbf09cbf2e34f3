package org.sciml4j.operators.analysis;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.notation.Estimate;

/**
 * The Taylor expansion of a stencil about its centre, {@code K u = Σ_α M_α ∂^α u}, with moments
 * that are zero up to their uncertainty left out.
 */
public final class TaylorExpansion {
  /** Moments below this fraction of the sum of the magnitudes they consist of are rounding. */
  static final double ROUNDING = 1e-11;

  /** Terms up to this order stand side by side in the equations of physics. */
  static final int PHYSICAL_ORDER = 2;

  private static final double NEGLIGIBLE = 1e-5;

  private final Stencil stencil;
  private final int[][] offsets;
  private final double[] coefficients;
  private final ToDoubleFunction<double[]> standardError;
  private final double significant;

  private TaylorExpansion(
      Stencil stencil, ToDoubleFunction<double[]> standardError, double significant) {
    this.stencil = stencil;
    this.offsets = stencil.offsets();
    this.coefficients = stencil.coefficients();
    this.standardError = standardError;
    this.significant = significant;
  }

  /** The expansion of a stencil whose coefficients are exact but for rounding. */
  public static TaylorExpansion of(Stencil stencil) {
    return new TaylorExpansion(stencil, weights -> 0, 0);
  }

  /**
   * The expansion of a stencil whose coefficients have errors.
   *
   * @param covariance of the coefficients, in the order of the stencil's offsets
   * @param standardErrors how many standard errors a moment must differ from zero
   */
  public static TaylorExpansion of(Stencil stencil, RealMatrix covariance, double standardErrors) {
    return new TaylorExpansion(
        stencil,
        weights -> {
          RealVector w = MatrixUtils.createRealVector(weights);
          return Math.sqrt(Math.max(0, w.dotProduct(covariance.operate(w))));
        },
        standardErrors);
  }

  /** All significant terms of one total order. */
  public DifferentialOperator ofOrder(int order) {
    Map<MultiIndex, Double> terms = new TreeMap<>();
    for (MultiIndex alpha : MultiIndex.ofOrder(stencil.dims(), order)) {
      Estimate moment = moment(alpha);
      if (moment.isSignificant(significant)) {
        terms.put(alpha, moment.value());
      }
    }
    return DifferentialOperator.of(stencil.dims(), terms);
  }

  /** All significant terms up to a total order. */
  public DifferentialOperator upTo(int order) {
    return IntStream.rangeClosed(0, order)
        .mapToObj(this::ofOrder)
        .reduce(DifferentialOperator::plus)
        .orElseThrow();
  }

  /**
   * The terms that describe a stencil: all significant ones up to second order, and where there are
   * none, those of the lowest order that has any. Terms far smaller than the largest, measured by
   * what they do to the shortest waves, are left out.
   */
  public DifferentialOperator lowest() {
    int highest = Arrays.stream(stencil.extents()).max().orElse(1) + 1;
    DifferentialOperator terms = upTo(PHYSICAL_ORDER);
    for (int order = PHYSICAL_ORDER + 1; order <= highest && terms.isZero(); order++) {
      terms = ofOrder(order);
    }
    Map<MultiIndex, Double> kept = new TreeMap<>(terms.terms());
    double largest = kept.entrySet().stream().mapToDouble(t -> onShortWaves(t)).max().orElse(0);
    kept.entrySet().removeIf(term -> onShortWaves(term) <= NEGLIGIBLE * largest);
    return DifferentialOperator.of(stencil.dims(), kept);
  }

  private double onShortWaves(Map.Entry<MultiIndex, Double> term) {
    return Math.abs(term.getValue() / term.getKey().powerOf(stencil.spacing()));
  }

  /** One moment with its standard error, significant or not. */
  public Estimate moment(MultiIndex alpha) {
    double unit = alpha.powerOf(stencil.spacing()) / alpha.factorial();
    int[] powers = alpha.powers().stream().mapToInt(Integer::intValue).toArray();
    double[] weights = new double[offsets.length];
    double sum = 0;
    double magnitude = 0;
    for (int k = 0; k < offsets.length; k++) {
      double weight = unit;
      for (int axis = 0; axis < powers.length; axis++) {
        for (int i = 0; i < powers[axis]; i++) {
          weight *= offsets[k][axis];
        }
      }
      weights[k] = weight;
      sum += coefficients[k] * weights[k];
      magnitude += Math.abs(coefficients[k] * weights[k]);
    }
    return Math.abs(sum) <= ROUNDING * magnitude
        ? new Estimate(0, standardError.applyAsDouble(weights))
        : new Estimate(sum, standardError.applyAsDouble(weights));
  }
}
