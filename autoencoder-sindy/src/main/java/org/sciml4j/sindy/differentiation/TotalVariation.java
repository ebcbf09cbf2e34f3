package org.sciml4j.sindy.differentiation;

import org.sciml4j.core.InvalidInputException;

/**
 * The derivative u of least total variation that still integrates to the samples: it minimises
 * {@code α ∫|u^(p)| dt + 1/2 ∫ (x - y)² dt} with {@code x' = u}. With p = 1 this is the regularised
 * derivative of Chartrand, piecewise constant with sharp corners; with p = 2 it is piecewise
 * linear, which suits smooth dynamics. In terms of x it is a trend filter, solved to its optimum by
 * an interior-point method in time linear in the number of samples.
 *
 * <pre>
 * R. Chartrand, Numerical differentiation of noisy, nonsmooth data, ISRN Applied Mathematics 2011,
 * 164564, equation 1.
 * S.-J. Kim, K. Koh, S. Boyd, D. Gorinevsky, l1 trend filtering, SIAM Review 51 (2009) 339-360.
 * </pre>
 *
 * @param alpha weight of the variation against the misfit
 * @param penalised p, the derivative of u whose absolute value is integrated: 1 or 2
 */
public record TotalVariation(double alpha, int penalised) implements Differentiation {
  /** Refuses weights that are not positive and derivatives other than 1 and 2. */
  public TotalVariation {
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new InvalidInputException(
          "alpha", alpha, "a positive number", "start with 1e-2 and lower it for sharper features");
    }
    if (penalised != 1 && penalised != 2) {
      throw new InvalidInputException(
          "penalised derivative", penalised, "1 or 2", "1 is the total variation");
    }
  }

  /** Chartrand's derivative of least total variation. */
  public static TotalVariation totalVariation(double alpha) {
    return new TotalVariation(alpha, 1);
  }

  /** Piecewise linear derivatives with few kinks. */
  public static TotalVariation trendFilter(double alpha) {
    return new TotalVariation(alpha, 2);
  }

  @Override
  public int fewestSamples(int order) {
    return 6;
  }

  @Override
  public Derivative differentiate(double[] times, double[] values, int order) {
    double[] smoothed = new TrendFilterProblem(times, values, alpha, penalised).solve();
    return new Derivative(
        smoothed, new FiniteDifferences(2).differentiate(times, smoothed, order).values());
  }
}
