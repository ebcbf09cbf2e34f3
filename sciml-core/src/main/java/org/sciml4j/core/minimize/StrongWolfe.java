package org.sciml4j.core.minimize;

import org.sciml4j.core.InvalidInputException;

/**
 * A line search for steps that satisfy the strong Wolfe conditions
 *
 * <pre>
 * phi(a) &lt;= phi(0) + c1 a phi'(0)      (sufficient decrease, 3.7a)
 * |phi'(a)| &lt;= c2 |phi'(0)|            (curvature, 3.7b)
 *
 * J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed., Springer 2006, algorithms 3.5 and 3.6
 * </pre>
 *
 * <p>Trial steps minimise the cubic that interpolates two values and slopes (3.59), kept a tenth of
 * the interval away from its ends; an interval that two trials have not shrunk by a third is halved
 * (J. J. Moré and D. J. Thuente, ACM Trans. Math. Softw. 20:286, 1994).
 *
 * <p>Where value or slope is NaN or infinite, the next step is a tenth of the way from the best
 * known step to the failed one, and no later step goes as far as that. If the function descends
 * right to such a border, the search settles for a point of sufficient decrease near it.
 *
 * <p>Near a minimum the decrease drowns in the rounding error of {@code phi}. Differences below
 * {@code rounding |phi(0)|} therefore decide nothing: sufficient decrease is granted and the slopes
 * alone guide the search (the idea of W. W. Hager and H. Zhang, SIAM J. Optim. 16:170, 2005,
 * section 4).
 *
 * <p>One object serves one thread; searching allocates nothing.
 */
public final class StrongWolfe {
  private static final double SHRINK = 0.1;
  private static final double GROW = 10;
  private static final double MARGIN = 0.1;
  private static final double SLOW = 2.0 / 3;

  private final double c1;
  private final double c2;
  private final int maxEvaluations;
  private final double rounding;

  private LineFunction line;
  private double valueAtZero;
  private double slopeAtZero;
  private double noise;
  private int evaluations;
  private double evaluatedAt;

  private final LinePoint current = new LinePoint();
  private final LinePoint low = new LinePoint();
  private final LinePoint high = new LinePoint();

  /**
   * A search with the given constants.
   *
   * @param c1 sufficient decrease, between 0 and c2
   * @param c2 curvature, between c1 and 1
   * @param maxEvaluations evaluations per search, 1 or more
   * @param rounding relative rounding error of the values, 0 or more
   * @throws InvalidInputException if a constant is out of range
   */
  public StrongWolfe(double c1, double c2, int maxEvaluations, double rounding) {
    if (!(c1 > 0 && c1 < c2 && c2 < 1)) {
      throw new InvalidInputException(
          "(c1, c2)", "(" + c1 + ", " + c2 + ")", "0 < c1 < c2 < 1", "use 1e-4 and 0.9");
    }
    if (maxEvaluations < 1) {
      throw new InvalidInputException("maxEvaluations", maxEvaluations, "1 or more", "use 25");
    }
    if (!(rounding >= 0 && rounding < 1)) {
      throw new InvalidInputException(
          "rounding", rounding, "a number from 0 to below 1", "use a few units of rounding");
    }
    this.c1 = c1;
    this.c2 = c2;
    this.maxEvaluations = maxEvaluations;
    this.rounding = rounding;
  }

  /**
   * Searches from zero towards greater steps; the function was last evaluated at {@link #step()}
   * when this returns, unless that is zero.
   *
   * @param function what to minimise
   * @param value {@code phi(0)}, finite
   * @param slope {@code phi'(0)}, finite and negative
   * @param firstStep the step tried first, positive
   * @return whether the step satisfies both conditions; if not, it satisfies the first, or is zero
   *     because no such step was found
   * @throws InvalidInputException if value, slope or first step are not as said
   */
  public boolean search(LineFunction function, double value, double slope, double firstStep) {
    requireDescent(value, slope, firstStep);
    line = function;
    valueAtZero = value;
    slopeAtZero = slope;
    noise = rounding * Math.abs(value);
    evaluations = 0;
    evaluatedAt = 0;
    low.set(0, value, slope);
    return bracket(firstStep);
  }

  /** The step found; 0 if there is none. */
  public double step() {
    return evaluatedAt;
  }

  /** Evaluations made by the last search. */
  public int evaluations() {
    return evaluations;
  }

  /** Algorithm 3.5. {@code low} is the last point known to have sufficient decrease. */
  private boolean bracket(double firstStep) {
    double step = firstStep;
    double border = Double.POSITIVE_INFINITY;
    while (evaluations < maxEvaluations && step > low.step) {
      evaluate(step);
      if (!current.isFinite()) {
        border = step;
        step = low.step + SHRINK * (border - low.step);
        continue;
      }
      if (isTooHigh()) {
        high.copy(current);
        return zoom();
      }
      if (isFlat()) {
        return true;
      }
      if (current.slope >= 0) {
        high.copy(low);
        low.copy(current);
        return zoom();
      }
      step = Math.min(beyond(), (current.step + border) / 2);
      low.copy(current);
      if (border - low.step <= MARGIN * low.step) {
        break;
      }
    }
    return settle();
  }

  /** Algorithm 3.6: there are steps that satisfy both conditions between {@code low} and high. */
  private boolean zoom() {
    double beforeLast = Double.POSITIVE_INFINITY;
    double last = Double.POSITIVE_INFINITY;
    while (evaluations < maxEvaluations) {
      double width = high.step - low.step;
      double step = Math.abs(width) > SLOW * beforeLast ? low.step + 0.5 * width : between(width);
      if (step == low.step || step == high.step) {
        break;
      }
      beforeLast = last;
      last = Math.abs(width);
      evaluate(step);
      if (!current.isFinite() || isTooHigh()) {
        high.copy(current);
        continue;
      }
      if (isFlat()) {
        return true;
      }
      if (current.slope * width >= 0) {
        high.copy(low);
      }
      low.copy(current);
    }
    return settle();
  }

  /** Leaves the function evaluated at {@code low} if it has decreased there, else at no step. */
  private boolean settle() {
    if (low.value >= valueAtZero) {
      low.step = 0;
    }
    if (low.step != 0 && low.step != evaluatedAt) {
      evaluate(low.step);
    }
    evaluatedAt = low.step;
    return false;
  }

  private void evaluate(double step) {
    line.evaluate(step);
    evaluations++;
    evaluatedAt = step;
    current.set(step, line.value(), line.slope());
  }

  private boolean isTooHigh() {
    boolean insufficient = current.value > valueAtZero + c1 * current.step * slopeAtZero + noise;
    return insufficient || (low.step > 0 && current.value - low.value >= noise);
  }

  private boolean isFlat() {
    return Math.abs(current.slope) <= -c2 * slopeAtZero;
  }

  /** A step past the current one, for a function that still descends there. */
  private double beyond() {
    double taken = current.step - low.step;
    double cubic = LinePoint.cubicMinimiser(low, current);
    double nearest = current.step + MARGIN * taken;
    double farthest = GROW * current.step;
    return cubic >= nearest ? Math.min(cubic, farthest) : cubic > current.step ? nearest : farthest;
  }

  private double between(double width) {
    if (!high.isFinite()) {
      return low.step + SHRINK * width;
    }
    double share = (LinePoint.cubicMinimiser(low, high) - low.step) / width;
    // A cubic that overflows comes from values that differ by hundreds of orders of magnitude.
    return low.step + (share >= MARGIN ? Math.min(share, 1 - MARGIN) : MARGIN) * width;
  }

  private static void requireDescent(double value, double slope, double firstStep) {
    if (!Double.isFinite(value)) {
      throw new InvalidInputException("value", value, "a finite number", "start elsewhere");
    }
    if (!(slope < 0 && slope > Double.NEGATIVE_INFINITY)) {
      throw new InvalidInputException(
          "slope", slope, "a finite negative number", "choose a direction of descent");
    }
    if (!(firstStep > 0 && firstStep < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("firstStep", firstStep, "a finite positive number", "use 1");
    }
  }
}
