package org.sciml4j.core.optim;

import org.sciml4j.core.InvalidInputException;

/** The learning rate as a function of the number of the training step. */
@FunctionalInterface
public interface Schedule {
  /**
   * The learning rate of one step.
   *
   * @param step 0 for the first
   */
  double at(long step);

  /** The same rate always. */
  static Schedule constant(double rate) {
    Settings.requirePositive("learning rate", rate);
    return step -> rate;
  }

  /** Multiplied by {@code factor} after every {@code every} steps. */
  static Schedule stepDecay(double rate, long every, double factor) {
    Settings.requirePositive("learning rate", rate);
    Settings.requireCount("steps between decays", every);
    Settings.requirePositive("decay factor", factor);
    return step -> rate * Math.pow(factor, step / every);
  }

  /**
   * Half a cosine from {@code rate} to {@code last} over {@code steps} steps, then {@code last}: I.
   * Loshchilov, F. Hutter, SGDR, ICLR 2017, arXiv:1608.03983, eq. 5, one period.
   */
  static Schedule cosine(double rate, double last, long steps) {
    Settings.requirePositive("learning rate", rate);
    Settings.requireNotNegative("last learning rate", last);
    Settings.requireCount("steps", steps);
    if (last > rate) {
      throw new InvalidInputException(
          "last learning rate", last, "no more than the first, " + rate, "swap them");
    }
    return step -> {
      double phase = Math.PI * Math.min(step, steps) / steps;
      return last + (rate - last) / 2 * (1 + Math.cos(phase));
    };
  }

  /**
   * Rises in equal parts over {@code steps} steps to where {@code then} starts, then follows it.
   */
  static Schedule warmUp(long steps, Schedule then) {
    Settings.requireCount("warm-up steps", steps);
    return step -> step < steps ? then.at(0) * (step + 1) / steps : then.at(step - steps);
  }
}
