package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The monomials of a library as a table: which one follows from which by one more factor. */
final class Monomials {
  private final List<int[]> exponents;
  private final int variables;

  /**
   * Number of the monomial with one more factor, {@code [monomial][variable]}; -1 beyond the
   * degree.
   */
  private final int[][] raised;

  Monomials(int variables, int degree) {
    this.variables = variables;
    exponents = new LatentLibrary(variables, degree, false).exponents();
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    for (int k = 0; k < exponents.size(); k++) {
      numbers.put(Arrays.stream(exponents.get(k)).boxed().toList(), k);
    }
    raised = new int[exponents.size()][variables];
    for (int k = 0; k < raised.length; k++) {
      for (int i = 0; i < variables; i++) {
        int[] more = exponents.get(k).clone();
        more[i]++;
        raised[k][i] = numbers.getOrDefault(Arrays.stream(more).boxed().toList(), -1);
      }
    }
  }

  int size() {
    return raised.length;
  }

  int variables() {
    return variables;
  }

  /** The exponent of a variable. */
  int exponent(int monomial, int variable) {
    return exponents.get(monomial)[variable];
  }

  int degree(int monomial) {
    return Arrays.stream(exponents.get(monomial)).sum();
  }

  /** The values of all monomials at a point. */
  double[] values(double... point) {
    double[] values = new double[size()];
    values[0] = 1;
    for (int k = 0; k < size(); k++) {
      for (int i = 0; i < variables; i++) {
        if (raised[k][i] >= 0 && isFirst(k, i)) {
          values[raised[k][i]] = values[k] * point[i];
        }
      }
    }
    return values;
  }

  /**
   * Each monomial of old variables {@code v = M u + s} as a polynomial of the new ones.
   *
   * @param linear M, {@code [old][new]}
   * @param shift s
   * @return {@code [old monomial][new monomial]}
   */
  double[][] substituted(double[][] linear, double[] shift) {
    double[][] all = new double[size()][size()];
    all[0][0] = 1;
    for (int k = 0; k < size(); k++) {
      for (int i = 0; i < variables; i++) {
        if (raised[k][i] >= 0 && isFirst(k, i)) {
          multiply(all[k], linear[i], shift[i], all[raised[k][i]]);
        }
      }
    }
    return all;
  }

  /** So that each monomial is made once: by its last variable. */
  private boolean isFirst(int monomial, int variable) {
    return IntStream.range(variable + 1, variables).allMatch(i -> exponents.get(monomial)[i] == 0);
  }

  private void multiply(double[] polynomial, double[] linear, double shift, double[] product) {
    for (int l = 0; l < size(); l++) {
      double coefficient = polynomial[l];
      if (coefficient != 0) {
        product[l] += shift * coefficient;
        for (int j = 0; j < variables; j++) {
          if (linear[j] != 0) {
            product[raised[l][j]] += linear[j] * coefficient;
          }
        }
      }
    }
  }

  /** Adds {@code ∂p/∂v_by} to a polynomial. */
  void addDerivative(double[] p, int by, double[] into) {
    for (int k = 0; k < size(); k++) {
      if (raised[k][by] >= 0) {
        into[k] += (exponent(k, by) + 1) * p[raised[k][by]];
      }
    }
  }

  /** Adds {@code v_times ∂p/∂v_by} to a polynomial. */
  void addDerivativeTimes(double[] p, int by, int times, double[] into) {
    for (int k = 0; k < size(); k++) {
      if (raised[k][by] >= 0) {
        into[raised[k][times]] += (exponent(k, by) + 1) * p[raised[k][by]];
      }
    }
  }
}
