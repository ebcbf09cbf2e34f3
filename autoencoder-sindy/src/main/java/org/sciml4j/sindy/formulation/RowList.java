package org.sciml4j.sindy.formulation;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.sindy.regression.Samples;

/** Keeps all rows, for methods that draw some of them. */
public final class RowList implements RowSink {
  private static final int FIRST_CAPACITY = 1024;

  private final List<String> names;
  private final double[][] theta;
  private final double[][] targets;
  private double[] weights = new double[FIRST_CAPACITY];
  private int rows;

  /**
   * A list without rows.
   *
   * @param names of the terms
   * @param states number of targets
   */
  public RowList(List<String> names, int states) {
    this.names = names;
    theta = new double[names.size()][FIRST_CAPACITY];
    targets = new double[states][FIRST_CAPACITY];
  }

  @Override
  public void accept(double[][] newTheta, double[][] newTargets, double[] newWeights, int count) {
    int needed = Math.addExact(rows, count);
    if (needed > weights.length) {
      resize(Math.max(needed, 2 * weights.length));
    }
    for (int j = 0; j < theta.length; j++) {
      System.arraycopy(newTheta[j], 0, theta[j], rows, count);
    }
    for (int s = 0; s < targets.length; s++) {
      System.arraycopy(newTargets[s], 0, targets[s], rows, count);
    }
    System.arraycopy(newWeights, 0, weights, rows, count);
    rows = needed;
  }

  /** The rows taken so far. */
  public Samples samples() {
    resize(rows);
    return new Samples(names, theta, targets, weights);
  }

  private void resize(int capacity) {
    for (int j = 0; j < theta.length; j++) {
      theta[j] = Arrays.copyOf(theta[j], capacity);
    }
    for (int s = 0; s < targets.length; s++) {
      targets[s] = Arrays.copyOf(targets[s], capacity);
    }
    weights = Arrays.copyOf(weights, capacity);
  }
}
