package org.sciml4j.core.optim;

/** {@link Schedule#constant}. */
record ConstantRate(double rate) implements Schedule {
  ConstantRate {
    Settings.requirePositive("learning rate", rate);
  }

  @Override
  public double at(long step) {
    return rate;
  }
}
