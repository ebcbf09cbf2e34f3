package org.sciml4j.core.optim;

/** {@link Schedule#stepDecay}. */
record StepDecay(double rate, long every, double factor) implements Schedule {
  StepDecay {
    Settings.requirePositive("learning rate", rate);
    Settings.requireCount("steps between decays", every);
    Settings.requirePositive("decay factor", factor);
  }

  @Override
  public double at(long step) {
    return rate * Math.pow(factor, step / every);
  }
}
