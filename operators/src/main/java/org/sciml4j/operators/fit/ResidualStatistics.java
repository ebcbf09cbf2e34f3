package org.sciml4j.operators.fit;

import java.util.List;

/**
 * Second moments of the residual on sampled frames.
 *
 * @param variance mean square
 * @param timeCovariance mean product of the residual at one point in frames a step apart; NaN where
 *     there are none
 * @param spaceCovariance per stencil axis, mean product at points 1, 2, ... apart
 */
record ResidualStatistics(double variance, double timeCovariance, double[][] spaceCovariance) {
  static ResidualStatistics of(List<ResidualFrame> frames, int[] lags, int step) {
    int dims = lags.length;
    Mean variance = new Mean();
    Mean inTime = new Mean();
    double[][] space = new double[dims][];
    for (int axis = 0; axis < dims; axis++) {
      space[axis] = new double[lags[axis]];
      for (int lag = 1; lag <= lags[axis]; lag++) {
        Mean mean = new Mean();
        for (ResidualFrame frame : frames) {
          addProducts(mean, frame, axis, lag);
        }
        space[axis][lag - 1] = mean.value();
      }
    }
    for (int i = 0; i < frames.size(); i++) {
      for (double r : frames.get(i).values()) {
        variance.add(r * r);
      }
      if (i > 0 && follows(frames.get(i - 1), frames.get(i), step)) {
        double[] earlier = frames.get(i - 1).values();
        double[] later = frames.get(i).values();
        for (int k = 0; k < later.length; k++) {
          inTime.add(earlier[k] * later[k]);
        }
      }
    }
    return new ResidualStatistics(variance.value(), inTime.value(), space);
  }

  /** Correlation of frames a step apart; NaN where there are none. */
  double timeCorrelation() {
    return timeCovariance / variance;
  }

  /** Correlation of direct neighbours along an axis; NaN where there are none. */
  double neighbourCorrelation(int axis) {
    return spaceCovariance[axis].length == 0 ? Double.NaN : spaceCovariance[axis][0] / variance;
  }

  private static boolean follows(ResidualFrame earlier, ResidualFrame later, int step) {
    return earlier.batch() == later.batch() && later.frame() == earlier.frame() + step;
  }

  private static void addProducts(Mean mean, ResidualFrame frame, int axis, int lag) {
    int[] shape = frame.shape();
    int stride = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      stride *= shape[i];
    }
    double[] values = frame.values();
    for (int i = 0; i < values.length; i++) {
      if (i / stride % shape[axis] + lag < shape[axis]) {
        mean.add(values[i] * values[i + lag * stride]);
      }
    }
  }

  /** Mean of the finite ones among some numbers. */
  private static final class Mean {
    private double sum;
    private long count;

    void add(double x) {
      if (!Double.isNaN(x)) {
        sum += x;
        count++;
      }
    }

    double value() {
      return count == 0 ? Double.NaN : sum / count;
    }
  }
}
