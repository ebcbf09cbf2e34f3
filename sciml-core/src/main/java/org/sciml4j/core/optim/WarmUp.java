package org.sciml4j.core.optim;

/** {@link Schedule#warmUp}. */
record WarmUp(long steps, Schedule then) implements Schedule {
  WarmUp {
    Settings.requireCount("warm-up steps", steps);
  }

  @Override
  public double at(long step) {
    return step < steps ? then.at(0) * (step + 1) / steps : then.at(step - steps);
  }

  @Override
  public String description() {
    return "WarmUp[steps=" + steps + ", then=" + then.description() + "]";
  }
}
