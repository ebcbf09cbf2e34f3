package org.sciml4j.pde.rollout;

/** What of a window is compared with the data. */
public enum LossPoints {
  /** A rollout from the first snapshot, at the last one. */
  END,
  /** A rollout from the first snapshot, at all others, with equal weights. */
  ALL,
  /**
   * A leapfrog step from the first two of three snapshots, at the third: F at the middle one is
   * compared with the centred difference of its neighbours. Where data are noisy, a step from a
   * snapshot is pulled towards undoing that snapshot's noise, which looks like diffusion; here the
   * noise of the two sides is independent.
   */
  CENTRED
}
