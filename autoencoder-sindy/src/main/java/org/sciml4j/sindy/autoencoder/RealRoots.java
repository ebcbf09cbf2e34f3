package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.analysis.polynomials.PolynomialFunction;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** Where polynomials vanish other than at zero. */
final class RealRoots {
  private static final double SAME = 1e-7;

  private RealRoots() {}

  /**
   * Adds the real roots of a polynomial but zero: eigenvalues of its companion matrix, improved by
   * Newton's method.
   *
   * @param polynomial coefficients by ascending power
   */
  static void addTo(List<Double> roots, double... polynomial) {
    int last = polynomial.length - 1;
    while (last > 0 && polynomial[last] == 0) {
      last--;
    }
    int first = 0;
    while (first < last && polynomial[first] == 0) {
      first++;
    }
    if (first == last) {
      return;
    }
    double[] proper = Arrays.copyOfRange(polynomial, first, last + 1);
    int degree = last - first;
    RealMatrix companion = MatrixUtils.createRealMatrix(degree, degree);
    for (int k = 0; k < degree; k++) {
      companion.setEntry(k, degree - 1, -proper[k] / proper[degree]);
      if (k > 0) {
        companion.setEntry(k, k - 1, 1);
      }
    }
    PolynomialFunction function = new PolynomialFunction(proper);
    for (Complex value : new EigenDecompositionNonSymmetric(companion).getEigenvalues()) {
      boolean isReal = Math.abs(value.getImaginary()) <= 1e-8 * (1 + Math.abs(value.getReal()));
      double root = isReal ? improved(function, value.getReal()) : 0;
      if (root != 0) {
        roots.add(root);
      }
    }
  }

  private static double improved(PolynomialFunction function, double start) {
    PolynomialFunction slope = function.polynomialDerivative();
    double root = start;
    for (int step = 0; step < 3; step++) {
      double next = root - function.value(root) / slope.value(root);
      if (!(Math.abs(function.value(next)) < Math.abs(function.value(root)))) {
        break;
      }
      root = next;
    }
    return root;
  }

  /** In ascending order, one of those that are the same up to rounding. */
  static List<Double> distinct(List<Double> roots) {
    List<Double> kept = new ArrayList<>();
    for (double root : roots.stream().sorted().toList()) {
      if (kept.isEmpty() || root - kept.getLast() > SAME * (1 + Math.abs(root))) {
        kept.add(root);
      }
    }
    return kept;
  }
}
