package org.sciml4j.core.optim;

import org.sciml4j.core.InvalidInputException;

/** {@link Schedule#cosine}. */
record CosineDecay(double rate, double last, long steps) implements Schedule {
  CosineDecay {
    Settings.requirePositive("learning rate", rate);
    Settings.requireNotNegative("last learning rate", last);
    Settings.requireCount("steps", steps);
    if (last > rate) {
      throw new InvalidInputException(
          "last learning rate", last, "no more than the first, " + rate, "swap them");
    }
  }

  @Override
  public double at(long step) {
    double phase = Math.PI * Math.min(step, steps) / steps;
    return last + (rate - last) / 2 * (1 + Math.cos(phase));
  }
}
