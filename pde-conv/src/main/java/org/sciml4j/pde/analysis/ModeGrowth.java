package org.sciml4j.pde.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.complex.Complex;
import org.sciml4j.pde.scheme.AdamsBashforth;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.ExponentialEuler;
import org.sciml4j.pde.scheme.ImplicitDiffusionEuler;
import org.sciml4j.pde.scheme.Leapfrog;
import org.sciml4j.pde.scheme.StepScheme;

/**
 * By how much a step multiplies a mode {@code du/dt = λ u} at the most, as a function of {@code z =
 * λ dt}: the stability function of a Runge-Kutta scheme, the largest root of the characteristic
 * polynomial of a multi-step scheme (Hairer, Wanner 1996, Solving Ordinary Differential Equations
 * II, sections IV.2 and V.1).
 */
@FunctionalInterface
interface ModeGrowth {
  /** The largest magnitude. */
  double at(Complex z);

  /** That of a scheme; empty where it has a linear part of its own. */
  static Optional<ModeGrowth> of(StepScheme scheme) {
    return switch (scheme) {
      case ButcherTableau tableau -> Optional.of(z -> stabilityFunction(tableau, z).norm());
      case AdamsBashforth adams -> Optional.of(z -> largestRoot(characteristic(adams, z)));
      case Leapfrog _ ->
          Optional.of(
              z -> largestRoot(new Complex[] {Complex.ONE.negate(), z.multiply(-2), Complex.ONE}));
      case ExponentialEuler _, ImplicitDiffusionEuler _ -> Optional.empty();
    };
  }

  private static Complex stabilityFunction(ButcherTableau tableau, Complex z) {
    double[][] a = tableau.a();
    Complex[] k = new Complex[a.length];
    for (int i = 0; i < k.length; i++) {
      k[i] = sum(a[i], k).multiply(z).add(Complex.ONE);
    }
    return sum(tableau.b(), k).multiply(z).add(Complex.ONE);
  }

  private static Complex sum(double[] weights, Complex[] k) {
    Complex sum = Complex.ZERO;
    for (int j = 0; j < weights.length; j++) {
      sum = sum.add(weights[j] == 0 ? Complex.ZERO : k[j].multiply(weights[j]));
    }
    return sum;
  }

  /** {@code r^k - r^(k-1) - z Σ_j β_j r^(k-1-j)}, the constant first. */
  private static Complex[] characteristic(AdamsBashforth scheme, Complex z) {
    List<Double> weights = scheme.weights();
    int k = weights.size();
    Complex[] coefficients = new Complex[k + 1];
    for (int j = 0; j < k; j++) {
      coefficients[k - 1 - j] = z.multiply(-weights.get(j));
    }
    coefficients[k - 1] = coefficients[k - 1].subtract(Complex.ONE);
    coefficients[k] = Complex.ONE;
    return coefficients;
  }

  /** Of a polynomial whose highest coefficient is 1, by Durand's and Kerner's iteration. */
  private static double largestRoot(Complex[] coefficients) {
    Complex[] roots = new Complex[coefficients.length - 1];
    Arrays.setAll(roots, i -> new Complex(0.4, 0.9).pow(i));
    double change = 1;
    for (int iteration = 0; iteration < 200 && change > 1e-15; iteration++) {
      change = 0;
      for (int i = 0; i < roots.length; i++) {
        Complex value = Complex.ZERO;
        for (int j = coefficients.length - 1; j >= 0; j--) {
          value = value.multiply(roots[i]).add(coefficients[j]);
        }
        for (int j = 0; j < roots.length; j++) {
          value = j == i ? value : value.divide(roots[i].subtract(roots[j]));
        }
        roots[i] = roots[i].subtract(value);
        change = Math.max(change, value.norm());
      }
    }
    return Arrays.stream(roots).mapToDouble(Complex::norm).max().orElseThrow();
  }
}
