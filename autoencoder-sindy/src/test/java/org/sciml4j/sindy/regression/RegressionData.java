package org.sciml4j.sindy.regression;

import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.random.RandomKey;

/** Columns of independent normal numbers and targets of known coefficients, for tests. */
record RegressionData(List<String> names, double[][] theta, double[][] y) {
  static List<String> names(int columns) {
    return IntStream.range(0, columns).mapToObj(j -> "f" + j).toList();
  }

  static double[][] normal(RandomKey key, int columns, int rows) {
    double[][] theta = new double[columns][rows];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        theta[j][i] = key.child(j).normal(i);
      }
    }
    return theta;
  }

  /** Y = Θ W + noise of that standard deviation. */
  static RegressionData of(long seed, int rows, double noise, double[]... coefficients) {
    RandomKey key = RandomKey.of(seed);
    return of(key, normal(key.child(1), coefficients[0].length, rows), noise, coefficients);
  }

  static RegressionData of(RandomKey key, double[][] theta, double noise, double[]... w) {
    double[][] y = normal(key.child(2), w.length, theta[0].length);
    for (int t = 0; t < y.length; t++) {
      for (int i = 0; i < y[t].length; i++) {
        double sum = noise * y[t][i];
        for (int j = 0; j < theta.length; j++) {
          sum += w[t][j] * theta[j][i];
        }
        y[t][i] = sum;
      }
    }
    return new RegressionData(names(theta.length), theta, y);
  }

  LeastSquaresProblem problem() {
    return LeastSquaresProblem.of(names, theta, y, null);
  }

  Samples samples() {
    return new Samples(names, theta, y, null);
  }
}
