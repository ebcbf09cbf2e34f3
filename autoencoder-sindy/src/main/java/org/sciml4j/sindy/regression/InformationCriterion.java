package org.sciml4j.sindy.regression;

import org.hipparchus.util.CombinatoricsUtils;

/**
 * What a fit of independent normal errors costs: n ln(RSS/n) plus a price of its terms. Lower is
 * better; values of different data cannot be compared.
 */
public enum InformationCriterion {
  /** 2k (Akaike 1974, IEEE Trans. Autom. Control 19, 716). */
  AIC {
    @Override
    double price(long rows, int terms, int columns) {
      return 2.0 * terms;
    }
  },
  /** 2k + 2k(k+1)/(n-k-1) (Hurvich &amp; Tsai 1989, Biometrika 76, 297). */
  AICC {
    @Override
    double price(long rows, int terms, int columns) {
      long free = rows - terms - 1;
      return free <= 0 ? Double.POSITIVE_INFINITY : 2.0 * terms + 2.0 * terms * (terms + 1) / free;
    }
  },
  /** k ln n (Schwarz 1978, Ann. Stat. 6, 461). */
  BIC {
    @Override
    double price(long rows, int terms, int columns) {
      return terms * Math.log(rows);
    }
  },
  /** k ln n + 2 ln (p choose k) (Chen &amp; Chen 2008, Biometrika 95, 759, γ = 1). */
  EBIC {
    @Override
    double price(long rows, int terms, int columns) {
      return terms * Math.log(rows) + 2 * CombinatoricsUtils.binomialCoefficientLog(columns, terms);
    }
  };

  abstract double price(long rows, int terms, int columns);

  /**
   * The value of a fit.
   *
   * @param rows number of rows n
   * @param squaredResidual RSS
   * @param terms number of terms k
   * @param columns number of columns p they were chosen from
   */
  public double value(long rows, double squaredResidual, int terms, int columns) {
    return rows * Math.log(squaredResidual / rows) + price(rows, terms, columns);
  }

  /** The value of coefficients, of which those not zero count as terms. */
  public double value(LeastSquaresProblem problem, int target, double[] w) {
    return value(
        problem.rows(),
        problem.squaredResidual(target, w),
        Support.of(w).length,
        problem.columns());
  }
}
