package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.library.FourierLibrary;
import org.sciml4j.sindy.library.Library;
import org.sciml4j.sindy.library.PolynomialLibrary;

/**
 * Candidate terms for latent variables: all monomials by ascending degree, {@code 1, z1, z2, z1^2,
 * z1 z2, z2^2, ...}, then a sine of each variable if wanted. It is evaluated inside training
 * graphs, where its terms share their factors.
 *
 * @param variables number of variables: latent ones, and their velocities in systems of order 2
 * @param degree highest degree of the monomials
 * @param hasSines whether there is a sine of each variable
 */
public record LatentLibrary(int variables, int degree, boolean hasSines) implements Library {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if there is no variable or the degree is negative
   */
  public LatentLibrary {
    if (variables < 1) {
      throw new InvalidInputException(
          "latent variables", variables, "1 or more", "choose at least 1");
    }
    if (degree < 0) {
      throw new InvalidInputException("degree", degree, "0 or more", "choose 3 for cubic terms");
    }
  }

  /** The exponents of each monomial, {@code [monomial][variable]}. */
  public List<int[]> exponents() {
    List<int[]> all = new ArrayList<>();
    for (int total = 0; total <= degree; total++) {
      add(all, new int[variables], 0, total);
    }
    return all;
  }

  private void add(List<int[]> all, int[] exponents, int from, int left) {
    if (left == 0) {
      all.add(exponents.clone());
      return;
    }
    for (int i = from; i < variables; i++) {
      exponents[i]++;
      add(all, exponents, i, left - 1);
      exponents[i]--;
    }
  }

  /** Number of terms. */
  public int size() {
    return exponents().size() + (hasSines ? variables : 0);
  }

  /**
   * The terms by name.
   *
   * @throws InvalidInputException if the number of names differs from {@link #variables()}
   */
  @Override
  public List<Expression> terms(List<Variable> names) {
    if (names.size() != variables) {
      throw new InvalidInputException(
          "variables", names, variables + " names", "give one for each latent variable");
    }
    Library polynomials = PolynomialLibrary.of(degree);
    Library all = hasSines ? polynomials.and(new FourierLibrary(1, true, false)) : polynomials;
    return all.terms(names);
  }

  /**
   * The terms as columns.
   *
   * @param state {@code [n, variables]}
   * @return Θ, {@code [n, size]}
   */
  public Value columns(Value state) {
    List<Value> columns = new ArrayList<>();
    for (int[] exponents : exponents()) {
      Value product = null;
      for (int i = 0; i < variables; i++) {
        for (int k = 0; k < exponents[i]; k++) {
          Value factor = state.slice(1, i, i + 1);
          product = product == null ? factor : product.times(factor);
        }
      }
      columns.add(product == null ? state.slice(1, 0, 1).filled(1) : product);
    }
    if (hasSines) {
      columns.add(state.sin());
    }
    return Value.concat(1, columns.toArray(Value[]::new));
  }
}
