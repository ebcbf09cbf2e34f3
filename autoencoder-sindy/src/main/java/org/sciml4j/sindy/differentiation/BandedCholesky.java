package org.sciml4j.sindy.differentiation;

/**
 * The factorisation {@code A = L D Lᵀ} of a symmetric positive definite matrix with few diagonals,
 * in time linear in its size.
 */
final class BandedCholesky {
  private final double[][] lower;
  private final double[] diagonal;

  /**
   * Factors a matrix.
   *
   * @param bands {@code bands[k][i] = A[i][i+k]}, the diagonal first
   */
  BandedCholesky(double[][] bands) {
    int width = bands.length - 1;
    int n = bands[0].length;
    lower = new double[width + 1][n];
    diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = Math.min(width, i); k >= 0; k--) {
        int j = i - k;
        double sum = bands[k][j];
        for (int m = Math.max(0, i - width); m < j; m++) {
          sum -= lower[i - m][m] * diagonal[m] * lower[j - m][m];
        }
        if (k == 0) {
          diagonal[i] = sum;
        } else {
          lower[k][j] = sum / diagonal[j];
        }
      }
    }
  }

  /** Solves {@code A x = b}. */
  double[] solve(double[] b) {
    double[] x = b.clone();
    int width = lower.length - 1;
    for (int i = 0; i < x.length; i++) {
      for (int k = 1; k <= Math.min(width, i); k++) {
        x[i] -= lower[k][i - k] * x[i - k];
      }
    }
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= diagonal[i];
      for (int k = 1; k <= width && i + k < x.length; k++) {
        x[i] -= lower[k][i] * x[i + k];
      }
    }
    return x;
  }

  /**
   * The diagonals of the inverse that A itself has.
   *
   * <pre>
   * M. F. Hutchinson, F. R. de Hoog, Smoothing noisy data with spline functions,
   * Numerische Mathematik 47 (1985) 99-106.
   * </pre>
   */
  double[][] inverseBands() {
    int width = lower.length - 1;
    int n = diagonal.length;
    double[][] inverse = new double[width + 1][n];
    for (int i = n - 1; i >= 0; i--) {
      for (int k = Math.min(width, n - 1 - i); k >= 0; k--) {
        double sum = k == 0 ? 1 / diagonal[i] : 0;
        for (int m = 1; m <= width && i + m < n; m++) {
          sum -= lower[m][i] * inverse[Math.abs(k - m)][Math.min(i + m, i + k)];
        }
        inverse[k][i] = sum;
      }
    }
    return inverse;
  }
}
