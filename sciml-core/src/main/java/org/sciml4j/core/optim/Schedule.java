package org.sciml4j.core.optim;

/** The learning rate as a function of the number of the training step. */
@FunctionalInterface
public interface Schedule {
  /**
   * The learning rate of one step.
   *
   * @param step 0 for the first
   */
  double at(long step);

  /**
   * What a training that goes on from a checkpoint must find the same, in words. Those of records
   * are their components; schedules of other kinds tell nothing unless they override this.
   */
  default String description() {
    return this instanceof Record ? toString() : "schedule of its own";
  }

  /** The same rate always. */
  static Schedule constant(double rate) {
    return new ConstantRate(rate);
  }

  /** Multiplied by {@code factor} after every {@code every} steps. */
  static Schedule stepDecay(double rate, long every, double factor) {
    return new StepDecay(rate, every, factor);
  }

  /**
   * Half a cosine from {@code rate} to {@code last} over {@code steps} steps, then {@code last}: I.
   * Loshchilov, F. Hutter, SGDR, ICLR 2017, arXiv:1608.03983, eq. 5, one period.
   */
  static Schedule cosine(double rate, double last, long steps) {
    return new CosineDecay(rate, last, steps);
  }

  /**
   * Rises in equal parts over {@code steps} steps to where {@code then} starts, then follows it.
   */
  static Schedule warmUp(long steps, Schedule then) {
    return new WarmUp(steps, then);
  }
}
