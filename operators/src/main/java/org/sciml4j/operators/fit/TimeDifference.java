package org.sciml4j.operators.fit;

/**
 * How du/dt is formed from frames a step dt apart.
 *
 * <p>A fit to {@link #FORWARD} differences identifies the forward-Euler step {@code u[n+1] = u[n] +
 * dt K u[n]}; the centred ones approximate the derivative itself.
 */
public enum TimeDifference {
  /** {@code (u[n+1] - u[n]) / dt}, first order. */
  FORWARD(new int[] {1}, new int[] {0}, new double[] {1}, 1),
  /** {@code (u[n+1] - u[n-1]) / 2 dt}, second order. */
  CENTRED(new int[] {1}, new int[] {-1}, new double[] {1}, 2),
  /** {@code (u[n-2] - 8 u[n-1] + 8 u[n+1] - u[n+2]) / 12 dt}, fourth order. */
  CENTRED_4(new int[] {1, -2}, new int[] {-1, 2}, new double[] {8, 1}, 12);

  private final int[] plus;
  private final int[] minus;
  private final double[] weights;
  private final double divisor;

  TimeDifference(int[] plus, int[] minus, double[] weights, double divisor) {
    this.plus = plus;
    this.minus = minus;
    this.weights = weights;
    this.divisor = divisor;
  }

  /** How many earlier frames it needs. */
  public int back() {
    return this == FORWARD ? 0 : ahead();
  }

  /** How many later frames it needs. */
  public int ahead() {
    return this == CENTRED_4 ? 2 : 1;
  }

  /** How many frames in a row it needs: 2, 3 or 5. */
  public int frames() {
    return back() + 1 + ahead();
  }

  /** The standard deviation that independent errors of one in u cause, times dt. */
  double noiseGain() {
    double squares = 0;
    for (double weight : weights) {
      squares += 2 * weight * weight;
    }
    return Math.sqrt(squares) / divisor;
  }

  int terms() {
    return weights.length;
  }

  int plus(int term) {
    return plus[term];
  }

  int minus(int term) {
    return minus[term];
  }

  double[] weights() {
    return weights.clone();
  }

  double divisor() {
    return divisor;
  }
}
