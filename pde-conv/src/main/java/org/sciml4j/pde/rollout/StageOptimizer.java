package org.sciml4j.pde.rollout;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.minimize.LevenbergMarquardt;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.Optimizer;

/** What minimises the loss of a stage. */
public sealed interface StageOptimizer {
  /**
   * L-BFGS on all samples at once.
   *
   * @param options of the minimiser
   * @param epochs its calls, of up to {@code options.iterationsPerCall()} iterations each
   */
  record FullBatch(LbfgsOptions options, int epochs) implements StageOptimizer {
    /** Checks the number. */
    public FullBatch {
      requirePositive("epochs", epochs);
    }
  }

  /**
   * A first-order optimiser, batch by batch.
   *
   * @param optimizer for example Adam
   * @param batchSize samples in a batch
   * @param epochs passes over the samples
   */
  record Batches(Optimizer optimizer, int batchSize, int epochs) implements StageOptimizer {
    /** Checks the numbers. */
    public Batches {
      requirePositive("batch size", batchSize);
      requirePositive("epochs", epochs);
    }
  }

  /**
   * Levenberg's and Marquardt's method on all samples at once, in double precision and without
   * penalties: converges to rounding where the data are exact, and takes time in proportion to
   * points times the square of the number of parameters.
   *
   * @param settings of the minimiser
   */
  record LeastSquares(LevenbergMarquardt settings) implements StageOptimizer {}

  /** Least squares by at most so many steps. */
  static StageOptimizer leastSquares(int iterations) {
    requirePositive("iterations", iterations);
    return new LeastSquares(LevenbergMarquardt.defaults().limits(iterations, 3 * iterations));
  }

  /**
   * L-BFGS that is not stopped by small gradients or changes before so many iterations.
   *
   * @param iterations at most so many, in calls of 20
   */
  static StageOptimizer lbfgs(int iterations) {
    requirePositive("iterations", iterations);
    int perCall = Math.min(20, iterations);
    LbfgsOptions options =
        LbfgsOptions.defaults()
            .gradientTolerance(0)
            .changeTolerance(0)
            .iterationsPerCall(perCall)
            .evaluationsPerCall(2 * perCall)
            .memory(20)
            .reevaluate(false);
    return new FullBatch(options, Math.ceilDiv(iterations, perCall));
  }

  /** Adam with this rate. */
  static StageOptimizer adam(double learningRate, int batchSize, int epochs) {
    return new Batches(Adam.of(learningRate), batchSize, epochs);
  }

  private static void requirePositive(String argument, int value) {
    if (value < 1) {
      throw new InvalidInputException(argument, value, "1 or more", "raise it");
    }
  }
}
