package org.sciml4j.core.training;

/** Told of a training's progress, in the training's thread. */
public interface TrainingListener {
  /** Listens to nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Before an epoch.
   *
   * @param number counted from 1
   * @param epochs how many there will be at most
   * @param steps steps of the epoch
   */
  default void epochStarts(int number, int epochs, long steps) {}

  /**
   * After a step.
   *
   * @param step number within the epoch, counted from 1
   * @param loss before the step
   */
  default void stepDone(long step, double loss) {}

  /** After an epoch. */
  default void epochDone(History.Epoch epoch) {}
}
