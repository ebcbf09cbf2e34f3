package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A polynomial system without the degrees that none of its terms has, and states by which the sizes
 * of its terms are measured.
 *
 * @param monomials of all variables, velocities included
 * @param coefficients {@code [equation][monomial]}
 * @param states {@code [sample][variable]}
 * @param rates of the system at the states, {@code [sample][equation]}
 */
record SampledSystem(
    Monomials monomials, double[][] coefficients, double[][] states, double[][] rates) {
  static SampledSystem of(LatentSystem system, double[][] states) {
    LatentLibrary library = system.library();
    Monomials all = new Monomials(library.variables(), library.degree());
    double[][] coefficients = system.coefficients();
    int degree =
        IntStream.range(0, all.size())
            .filter(k -> Arrays.stream(coefficients).anyMatch(row -> row[k] != 0))
            .map(all::degree)
            .max()
            .orElse(0);
    Monomials few = new Monomials(library.variables(), Math.max(1, degree));
    double[][] cut =
        Arrays.stream(coefficients)
            .map(row -> Arrays.copyOf(row, few.size()))
            .toArray(double[][]::new);
    double[][] rates = new double[states.length][coefficients.length];
    for (int s = 0; s < states.length; s++) {
      double[] values = few.values(states[s]);
      for (int i = 0; i < cut.length; i++) {
        for (int k = 0; k < values.length; k++) {
          rates[s][i] += cut[i][k] * values[k];
        }
      }
    }
    return new SampledSystem(few, cut, states, rates);
  }

  int equations() {
    return coefficients.length;
  }
}
