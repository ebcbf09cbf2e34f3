package org.sciml4j.core.minimize;

/** Why a minimiser stopped. */
public enum StopReason {
  /** No component of the gradient exceeds the gradient tolerance. */
  GRADIENT_TOLERANCE(true),
  /** The last iteration changed the value, or every variable, by no more than the tolerance. */
  CHANGE_TOLERANCE(true),
  /** The iterations asked for are done. */
  ITERATION_LIMIT(false),
  /** The evaluations allowed per call are used up. */
  EVALUATION_LIMIT(false),
  /** No step along the direction of steepest descent lowers the value, or keeps it finite. */
  LINE_SEARCH_FAILED(false),
  /** Value or gradient is NaN or infinite at the starting point. */
  NOT_FINITE(false);

  private final boolean converged;

  StopReason(boolean converged) {
    this.converged = converged;
  }

  /** Whether a tolerance was met. */
  public boolean converged() {
    return converged;
  }
}
