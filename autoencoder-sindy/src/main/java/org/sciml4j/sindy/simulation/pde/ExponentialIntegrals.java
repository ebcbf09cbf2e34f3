package org.sciml4j.sindy.simulation.pde;

import java.util.Arrays;

/**
 * The functions φ0(A) = exp(A), φ1(A) = (exp(A) - 1)/A, φ2 = (φ1 - 1)/A, φ3 = (φ2 - 1/2)/A of a
 * small complex matrix, without the cancellation that these formulas suffer near zero. They are
 * summed as power series of A/2^s, of norm below one, and doubled s times by
 *
 * <pre>
 *   φ_k(2A) = 2^-k (φ0(A) φ_k(A) + Σ_{j=1..k} φ_j(A)/(k-j)!).
 * </pre>
 *
 * For one field this gives what the contour integrals of Kassam and Trefethen (2005, section 2)
 * give; where fields are coupled, as the two parts of a complex one, the eigenvalues of A may lie
 * far apart and no circle of moderate size surrounds them all. The doubling formula is in N. J.
 * Higham, Functions of Matrices (SIAM 2008), section 10.7.4, and in the references there.
 */
final class ExponentialIntegrals {
  private static final int TERMS = 20;

  private final int n;
  private final double[][] phi = new double[4][];
  private final double[] power;
  private final double[] product;
  private final double[][] doubled = new double[4][];

  /** For matrices of {@code n} rows. */
  ExponentialIntegrals(int n) {
    this.n = n;
    int size = 2 * n * n;
    for (int k = 0; k < 4; k++) {
      phi[k] = new double[size];
      doubled[k] = new double[size];
    }
    power = new double[size];
    product = new double[size];
  }

  /** φ_k after {@link #evaluate}: complex numbers, row by row. */
  double[] phi(int k) {
    return phi[k];
  }

  /** Computes φ0 to φ3 of a matrix times a number. */
  void evaluate(double[] matrix, double factor) {
    double norm = 0;
    for (double entry : matrix) {
      norm += Math.abs(entry * factor);
    }
    int doublings = norm > 0.5 ? Math.getExponent(norm) + 2 : 0;
    series(matrix, factor * Math.scalb(1.0, -doublings));
    for (int i = 0; i < doublings; i++) {
      doubleArgument();
    }
  }

  /** φ_k(A) = Σ A^j / (j + k)!. */
  private void series(double[] matrix, double factor) {
    identity(power);
    double[] inverseFactorial = new double[TERMS + 4];
    inverseFactorial[0] = 1;
    for (int j = 1; j < inverseFactorial.length; j++) {
      inverseFactorial[j] = inverseFactorial[j - 1] / j;
    }
    for (int k = 0; k < 4; k++) {
      Arrays.fill(phi[k], 0);
    }
    for (int j = 0; j < TERMS; j++) {
      for (int k = 0; k < 4; k++) {
        addScaled(inverseFactorial[j + k], power, phi[k]);
      }
      multiply(power, matrix, product);
      Arrays.fill(power, 0);
      addScaled(factor, product, power);
    }
  }

  private void doubleArgument() {
    for (int k = 3; k >= 0; k--) {
      multiply(phi[0], phi[k], doubled[k]);
      double inverseFactorial = 1;
      for (int j = k; j >= 1; j--) {
        addScaled(inverseFactorial, phi[j], doubled[k]);
        inverseFactorial /= k - j + 1;
      }
      double scale = Math.scalb(1.0, -k);
      for (int i = 0; i < doubled[k].length; i++) {
        doubled[k][i] *= scale;
      }
    }
    for (int k = 0; k < 4; k++) {
      System.arraycopy(doubled[k], 0, phi[k], 0, phi[k].length);
    }
  }

  private void identity(double[] matrix) {
    Arrays.fill(matrix, 0);
    for (int i = 0; i < n; i++) {
      matrix[2 * (i * n + i)] = 1;
    }
  }

  private static void addScaled(double factor, double[] matrix, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * matrix[i];
    }
  }

  private void multiply(double[] a, double[] b, double[] into) {
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        double re = 0;
        double im = 0;
        for (int k = 0; k < n; k++) {
          int p = 2 * (row * n + k);
          int q = 2 * (k * n + column);
          re += a[p] * b[q] - a[p + 1] * b[q + 1];
          im += a[p] * b[q + 1] + a[p + 1] * b[q];
        }
        into[2 * (row * n + column)] = re;
        into[2 * (row * n + column) + 1] = im;
      }
    }
  }
}
