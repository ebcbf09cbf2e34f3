package org.sciml4j.sindy;

/** Weighted sums of the left-hand sides, to compare residuals with. */
final class Moments {
  private final double[] mean;
  private final double[] deviation;
  private double weight;

  Moments(int states) {
    mean = new double[states];
    deviation = new double[states];
  }

  /** Adds rows by the update of West (1979, Communications of the ACM 22, 532), no cancellation. */
  void add(double[][] targets, double[] weights, int rows) {
    for (int i = 0; i < rows; i++) {
      if (weights[i] > 0) {
        weight += weights[i];
        for (int state = 0; state < mean.length; state++) {
          double off = targets[state][i] - mean[state];
          mean[state] += off * weights[i] / weight;
          deviation[state] += weights[i] * off * (targets[state][i] - mean[state]);
        }
      }
    }
  }

  double weight() {
    return weight;
  }

  /** {@code Σ w (y - mean)²}. */
  double squaredDeviation(int state) {
    return deviation[state];
  }
}
