package org.sciml4j.operators.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.notation.ShortNumber;

/**
 * The moment matrix of a stencil, {@code M_α = 1/α! Σ_k c_k (k h)^α} for all α within a box of odd
 * extents, k counted from the centre. {@code M_α} is the factor of ∂^α u in the Taylor expansion of
 * {@code K u}. As {@code M = M₁ q M₂ᵀ} with invertible factors per axis, moments and kernels of one
 * box correspond one to one.
 *
 * <pre>
 * Z. Long, Y. Lu, X. Ma, B. Dong, PDE-Net: Learning PDEs from Data, ICML 2018;
 * Z. Long, Y. Lu, B. Dong, PDE-Net 2.0, Journal of Computational Physics 399 (2019) 108925.
 * </pre>
 *
 * <p>The factors are badly conditioned (about 5000 per axis of nine points, cubed in three
 * dimensions), so the sums {@code Σ c_k k^α} are kept exactly and both directions are computed
 * without rounding: a kernel survives the round trip bit for bit.
 */
public final class Moments {
  private final int[] extents;
  private final double[] spacing;

  /** {@code Σ c_k k^α} in row-major order of α. */
  private final BigDecimal[] powerSums;

  private Moments(int[] extents, double[] spacing, BigDecimal[] powerSums) {
    this.extents = extents;
    this.spacing = spacing;
    this.powerSums = powerSums;
  }

  /** Moments of a stencil over the box of its own extents. */
  public static Moments of(Stencil stencil) {
    return of(stencil, stencil.extents());
  }

  /** Moments of a stencil over a larger box of odd extents. */
  public static Moments of(Stencil stencil, int... extents) {
    BigDecimal[] kernel =
        Arrays.stream(stencil.toDense(extents))
            .mapToObj(BigDecimal::new)
            .toArray(BigDecimal[]::new);
    for (int axis = 0; axis < extents.length; axis++) {
      kernel = SeparableTransform.along(axis, extents, kernel, MomentMatrix.powers(extents[axis]));
    }
    return new Moments(extents.clone(), stencil.spacing(), kernel);
  }

  /**
   * Moments given one by one in physical units; those not mentioned are zero.
   *
   * @param spacing distance between grid points along each axis
   * @param extents points of the kernel along each axis, odd
   * @param moments {@code M_α} by multi-index, each power below its extent
   */
  public static Moments of(double[] spacing, int[] extents, Map<MultiIndex, Double> moments) {
    Moments zero = of(Stencil.identity(spacing).times(0), extents);
    moments.forEach(
        (alpha, value) -> zero.powerSums[zero.index(alpha)] = zero.powerSum(alpha, value));
    return zero;
  }

  /**
   * The moments that fix a kernel entirely to one derivative ("frozen" in PDE-Net): {@code M_α =
   * 1}, all others within the box zero.
   */
  public static Moments frozen(double[] spacing, int[] extents, int... alpha) {
    return of(spacing, extents, Map.of(MultiIndex.of(alpha), 1.0));
  }

  /**
   * The moments a kernel must have fixed to approximate a derivative of total order {@code order}
   * with accuracy p: all with {@code |α| < order + p} within the box. The others are free.
   */
  public static List<MultiIndex> fixed(int[] extents, int order, int accuracy) {
    return MultiIndex.within(extents).stream()
        .filter(alpha -> alpha.order() < order + accuracy)
        .toList();
  }

  /** {@code M_α} in physical units. */
  public double get(MultiIndex alpha) {
    return powerSums[index(alpha)].doubleValue() * alpha.powerOf(spacing) / alpha.factorial();
  }

  /** {@code M_α} in physical units. */
  public double get(int... alpha) {
    return get(MultiIndex.of(alpha));
  }

  /** These moments with one of them changed. */
  public Moments with(MultiIndex alpha, double value) {
    BigDecimal[] changed = powerSums.clone();
    changed[index(alpha)] = powerSum(alpha, value);
    return new Moments(extents, spacing, changed);
  }

  /** The same physical moments for a kernel on a grid of another spacing. */
  public Moments onSpacing(double... newSpacing) {
    BigDecimal[] rescaled = powerSums.clone();
    for (MultiIndex alpha : MultiIndex.within(extents)) {
      for (int axis = 0; axis < extents.length; axis++) {
        BigDecimal ratio = new BigDecimal(spacing[axis] / newSpacing[axis]);
        rescaled[index(alpha)] = rescaled[index(alpha)].multiply(ratio.pow(alpha.power(axis)));
      }
    }
    return new Moments(extents, newSpacing.clone(), rescaled);
  }

  /** The kernel with exactly these moments, rounded once per coefficient; zeros are left out. */
  public Stencil toStencil() {
    BigDecimal[] kernel = powerSums;
    BigInteger denominator = BigInteger.ONE;
    for (int axis = 0; axis < extents.length; axis++) {
      MomentMatrix.Inverse inverse = MomentMatrix.inverse(extents[axis]);
      kernel = SeparableTransform.along(axis, extents, kernel, inverse.numerators());
      denominator = denominator.multiply(inverse.denominator());
    }
    BigDecimal divisor = new BigDecimal(denominator);
    double[] coefficients =
        Arrays.stream(kernel)
            .mapToDouble(c -> c.divide(divisor, MathContext.DECIMAL128).doubleValue())
            .toArray();
    return Stencil.dense(spacing, extents, coefficients).withoutSmallerThan(0);
  }

  /** Points of the box along each axis; a copy. */
  public int[] extents() {
    return extents.clone();
  }

  /** Distance between grid points along each axis; a copy. */
  public double[] spacing() {
    return spacing.clone();
  }

  /** All moments in physical units, in row-major order of α. */
  public double[] toArray() {
    double[] values = new double[powerSums.length];
    MultiIndex.within(extents).forEach(alpha -> values[index(alpha)] = get(alpha));
    return values;
  }

  /** One line per moment that is not zero: {@code M(2,0) = 1}. */
  @Override
  public String toString() {
    return MultiIndex.within(extents).stream()
        .filter(alpha -> powerSums[index(alpha)].signum() != 0)
        .map(alpha -> "M" + name(alpha) + " = " + ShortNumber.of(get(alpha)))
        .collect(Collectors.joining("\n"));
  }

  private static String name(MultiIndex alpha) {
    return alpha.powers().stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }

  private BigDecimal powerSum(MultiIndex alpha, double moment) {
    return new BigDecimal(moment * alpha.factorial() / alpha.powerOf(spacing));
  }

  private int index(MultiIndex alpha) {
    int index = 0;
    for (int axis = 0; axis < extents.length; axis++) {
      if (alpha.dims() != extents.length || alpha.power(axis) >= extents[axis]) {
        throw new InvalidInputException(
            "moment",
            name(alpha),
            "powers below " + Arrays.toString(extents),
            "ask for one within the box, or take the moments over a larger box");
      }
      index = index * extents[axis] + alpha.power(axis);
    }
    return index;
  }
}
