package org.sciml4j.sindy.regression;

import org.sciml4j.core.InvalidInputException;

/** How methods that offer one set of terms of each size choose among the sizes. */
public sealed interface ModelSize {
  /** That many terms, or all columns if there are fewer. */
  record Terms(int count) implements ModelSize {
    /** Checks the number. */
    public Terms {
      if (count < 1) {
        throw new InvalidInputException("terms", count, "1 or more", "give e.g. 3");
      }
    }
  }

  /** The size of least criterion. */
  record Least(InformationCriterion criterion) implements ModelSize {}

  /**
   * The smallest size whose squared residual exceeds that of all columns by no more than this part
   * of ‖y‖².
   */
  record Unexplained(double fraction) implements ModelSize {
    /** Checks the number. */
    public Unexplained {
      if (!(fraction >= 0)) {
        throw new InvalidInputException("fraction", fraction, "0 or more", "give e.g. 1e-3");
      }
    }
  }

  /**
   * The size chosen.
   *
   * @param residuals the squared residual for each number of terms, from 0
   */
  default int choose(LeastSquaresProblem problem, int target, double[] residuals) {
    int most = residuals.length - 1;
    return switch (this) {
      case Terms terms -> Math.min(terms.count(), most);
      case Least least -> {
        int best = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int k = 1; k <= most; k++) {
          double value =
              least.criterion().value(problem.rows(), residuals[k], k, problem.columns());
          if (value < lowest) {
            lowest = value;
            best = k;
          }
        }
        yield best;
      }
      case Unexplained part -> {
        double allowed = residuals[most] + part.fraction() * problem.squaredTarget(target);
        int k = 0;
        while (residuals[k] > allowed) {
          k++;
        }
        yield k;
      }
    };
  }
}
