package org.sciml4j.sindy.regression;

/** Solutions of RᵀR x = b with an upper triangular R. */
final class NormalEquations {
  private NormalEquations() {}

  /** The x with RᵀR x = factor · b. */
  static double[] solve(double[][] r, double[] b, double factor) {
    int n = r.length;
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = factor * b[i];
    }
    transposed(r, x);
    backwards(r, x);
    return x;
  }

  /** Replaces x by R⁻ᵀ x. */
  static void transposed(double[][] r, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] /= r[i][i];
      for (int j = i + 1; j < x.length; j++) {
        x[j] -= r[i][j] * x[i];
      }
    }
  }

  /** Replaces x by R⁻¹ x. */
  static void backwards(double[][] r, double[] x) {
    for (int i = x.length - 1; i >= 0; i--) {
      for (int j = i + 1; j < x.length; j++) {
        x[i] -= r[i][j] * x[j];
      }
      x[i] /= r[i][i];
    }
  }
}
