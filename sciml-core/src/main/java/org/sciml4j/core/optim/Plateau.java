package org.sciml4j.core.optim;

/**
 * A learning rate lowered when a watched loss no longer improves: after {@code patience} epochs in
 * a row that are not better than the best by the relative {@code threshold}, it is multiplied by
 * {@code factor}, down to {@code smallest}.
 *
 * @param factor between 0 and 1
 * @param patience epochs to wait
 * @param threshold smallest relative improvement that counts, below 1
 * @param smallest smallest learning rate
 */
public record Plateau(double factor, int patience, double threshold, double smallest) {
  /**
   * Checks the numbers.
   *
   * @throws org.sciml4j.core.InvalidInputException if one is out of range
   */
  public Plateau {
    Settings.requirePositive("factor", factor);
    Settings.requireRate("factor", factor);
    Settings.requireCount("patience", patience);
    Settings.requireRate("threshold", threshold);
    Settings.requireNotNegative("smallest learning rate", smallest);
  }

  /** Factor 0.1 after 10 epochs without an improvement of 0.01 %. */
  public static Plateau usual() {
    return new Plateau(0.1, 10, 1e-4, 0);
  }

  /**
   * The state after an epoch.
   *
   * @param state the state before it
   * @param loss what it reached
   * @param rate the learning rate its schedule asks for, before {@link State#scale}
   */
  public State after(State state, double loss, double rate) {
    if (loss < state.best * (1 - Math.signum(state.best) * threshold)) {
      return new State(loss, 0, state.scale);
    }
    if (state.waited + 1 < patience) {
      return new State(state.best, state.waited + 1, state.scale);
    }
    double least = smallest == 0 ? 0 : smallest / rate;
    double lowered = Math.max(state.scale * factor, least);
    return new State(state.best, 0, Math.min(state.scale, lowered));
  }

  /**
   * What is remembered between epochs.
   *
   * @param best smallest loss so far
   * @param waited epochs since
   * @param scale what the learning rate is multiplied by
   */
  public record State(double best, int waited, double scale) {
    /** Before the first epoch. */
    public static final State START = new State(Double.POSITIVE_INFINITY, 0, 1);
  }
}
