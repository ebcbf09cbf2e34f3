package org.sciml4j.pde.rollout;

/** At which snapshots of a window a rollout is compared with the data. */
public enum LossPoints {
  /** At the last one. */
  END,
  /** At all but the first, with equal weights. */
  ALL
}
