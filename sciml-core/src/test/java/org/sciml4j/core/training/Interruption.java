package org.sciml4j.core.training;

/** Ends a training after some steps, as an error of the machine would. */
final class Interruption implements TrainingListener {
  private int left;

  Interruption(int steps) {
    left = steps;
  }

  @Override
  public void stepDone(long step, double loss) {
    if (--left < 0) {
      throw new IllegalStateException("pulled the plug");
    }
  }
}
