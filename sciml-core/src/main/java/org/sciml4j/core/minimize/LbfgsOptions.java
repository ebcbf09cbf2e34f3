package org.sciml4j.core.minimize;

import org.sciml4j.core.InvalidInputException;

/**
 * The settings of {@link Lbfgs}. Start from {@link #defaults()} and change what should differ: each
 * method with an argument returns a copy.
 *
 * @param memory pairs of differences kept, m in Nocedal and Wright 2006, section 7.2
 * @param lineSearch whether steps are searched or fixed
 * @param stepLength the step length tried first ("learning rate"): this times {@code min(1, 1 /
 *     |g|_1)} along the first direction, this itself along all that follow
 * @param sufficientDecrease c1 of the Wolfe conditions
 * @param curvature c2 of the Wolfe conditions
 * @param gradientTolerance stop where no component of the gradient is larger in magnitude
 * @param changeTolerance stop where an iteration changes no variable by more than this, or the
 *     value by less
 * @param maxIterations iterations of one {@link Lbfgs#minimize}
 * @param iterationsPerCall iterations of one {@link Lbfgs#step}
 * @param evaluationsPerCall one {@link Lbfgs#step} begins no iteration after this many evaluations
 * @param evaluationsPerLineSearch evaluations along one direction
 * @param reevaluate whether {@link Lbfgs#step} evaluates anew where the last call ended, as it must
 *     if the data or the variables have changed in between
 */
public record LbfgsOptions(
    int memory,
    LineSearch lineSearch,
    double stepLength,
    double sufficientDecrease,
    double curvature,
    double gradientTolerance,
    double changeTolerance,
    int maxIterations,
    int iterationsPerCall,
    int evaluationsPerCall,
    int evaluationsPerLineSearch,
    boolean reevaluate) {

  /** Checks every setting, naming the one that is out of range. */
  public LbfgsOptions {
    requirePositive("memory", memory, "10");
    requirePositive("maxIterations", maxIterations, "1000");
    requirePositive("iterationsPerCall", iterationsPerCall, "20");
    requirePositive("evaluationsPerCall", evaluationsPerCall, "25");
    requirePositive("evaluationsPerLineSearch", evaluationsPerLineSearch, "25");
    requireTolerance("gradientTolerance", gradientTolerance);
    requireTolerance("changeTolerance", changeTolerance);
    if (!(stepLength > 0 && stepLength < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("stepLength", stepLength, "a positive number", "use 1");
    }
    if (!(sufficientDecrease > 0 && sufficientDecrease < curvature && curvature < 1)) {
      throw new InvalidInputException(
          "(sufficientDecrease, curvature)",
          "(" + sufficientDecrease + ", " + curvature + ")",
          "0 < sufficientDecrease < curvature < 1",
          "use 1e-4 and 0.9");
    }
  }

  /**
   * Memory 10, strong Wolfe search from step 1 with c1 = 1e-4 and c2 = 0.9, tolerances 1e-7
   * (gradient) and 1e-9 (change), 1000 iterations; 20 iterations and 25 evaluations per call, 25
   * per line search; re-evaluating.
   */
  public static LbfgsOptions defaults() {
    return new LbfgsOptions(
        10, LineSearch.STRONG_WOLFE, 1, 1e-4, 0.9, 1e-7, 1e-9, 1000, 20, 25, 25, true);
  }

  /** A copy with this {@link #memory()}. */
  public LbfgsOptions memory(int memory) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with this {@link #lineSearch()}. */
  public LbfgsOptions lineSearch(LineSearch lineSearch) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with this {@link #stepLength()}. */
  public LbfgsOptions stepLength(double stepLength) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with this {@link #gradientTolerance()}. */
  public LbfgsOptions gradientTolerance(double gradientTolerance) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with this {@link #changeTolerance()}. */
  public LbfgsOptions changeTolerance(double changeTolerance) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with this {@link #maxIterations()}. */
  public LbfgsOptions maxIterations(int maxIterations) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with this {@link #iterationsPerCall()}. */
  public LbfgsOptions iterationsPerCall(int iterationsPerCall) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with this {@link #evaluationsPerCall()}. */
  public LbfgsOptions evaluationsPerCall(int evaluationsPerCall) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with this {@link #evaluationsPerLineSearch()}. */
  public LbfgsOptions evaluationsPerLineSearch(int evaluationsPerLineSearch) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with this {@link #reevaluate()}. */
  public LbfgsOptions reevaluate(boolean reevaluate) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  /** A copy with these constants of the Wolfe conditions. */
  public LbfgsOptions wolfe(double sufficientDecrease, double curvature) {
    return new LbfgsOptions(
        memory,
        lineSearch,
        stepLength,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance,
        maxIterations,
        iterationsPerCall,
        evaluationsPerCall,
        evaluationsPerLineSearch,
        reevaluate);
  }

  private static void requirePositive(String name, int value, String usual) {
    if (value < 1) {
      throw new InvalidInputException(name, value, "1 or more", "use " + usual);
    }
  }

  private static void requireTolerance(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          name, value, "a finite number of zero or more", "use 0 to leave it out");
    }
  }
}
