package org.sciml4j.pde.pdenet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.symbolic.FieldPolynomial;

/**
 * {@code ∂u/∂t} of one variable as a polynomial in fields and their derivatives.
 *
 * @param variable the variable's name
 * @param rightHandSide the polynomial
 * @param names of its factors, for example {@code u}, {@code u_x}, {@code v}
 */
public record IdentifiedEquation(
    String variable, FieldPolynomial rightHandSide, List<String> names) {
  private static final int DIGITS = 4;

  /** Copies the list. */
  public IdentifiedEquation {
    names = List.copyOf(names);
  }

  /**
   * The coefficient of a term, zero where there is none.
   *
   * @param term factors separated by blanks, repeated for powers: {@code u u_x}, {@code u u v}; 1
   *     for the constant
   * @throws InvalidInputException if a factor is unknown
   */
  public double coefficient(String term) {
    return rightHandSide.coefficient(monomial(term));
  }

  private MultiIndex monomial(String term) {
    int[] powers = new int[names.size()];
    if (!term.equals("1")) {
      for (String factor : List.of(term.split(" "))) {
        int at = names.indexOf(factor);
        if (at < 0) {
          throw new InvalidInputException(
              "factor",
              "'" + factor + "'",
              "one of " + names,
              NearNames.didYouMean(factor, names, "choose one of these"));
        }
        powers[at]++;
      }
    }
    return MultiIndex.of(powers);
  }

  /** The largest coefficient in magnitude of all terms but these. */
  public double largestExcept(String... terms) {
    List<MultiIndex> expected = List.of(terms).stream().map(this::monomial).toList();
    return rightHandSide.terms().entrySet().stream()
        .filter(term -> !expected.contains(term.getKey()))
        .mapToDouble(term -> Math.abs(term.getValue()))
        .max()
        .orElse(0);
  }

  /** The equation without terms of coefficients smaller in magnitude. */
  public IdentifiedEquation withoutSmallerThan(double magnitude) {
    return new IdentifiedEquation(variable, rightHandSide.withoutSmallerThan(magnitude), names);
  }

  /**
   * The equation without terms that are small in data: a coefficient times the sizes of its factors
   * is compared with the largest of these products.
   *
   * @param fraction of the largest, for example 0.02
   * @param sizes of the factors, one for each of {@link #names}
   * @throws InvalidInputException if the number of sizes differs
   */
  public IdentifiedEquation withoutContributionsBelow(double fraction, double... sizes) {
    if (sizes.length != names.size()) {
      throw new InvalidInputException(
          "sizes", sizes.length, names.size() + ", one for each factor", "give one for each");
    }
    Map<MultiIndex, Double> terms = rightHandSide.terms();
    double largest =
        terms.entrySet().stream()
            .mapToDouble(term -> Math.abs(term.getValue() * term.getKey().powerOf(sizes)))
            .max()
            .orElse(0);
    Map<MultiIndex, Double> kept = new HashMap<>();
    terms.forEach(
        (monomial, c) -> {
          if (Math.abs(c * monomial.powerOf(sizes)) >= fraction * largest) {
            kept.put(monomial, c);
          }
        });
    return new IdentifiedEquation(
        variable, FieldPolynomial.of(rightHandSide.factors(), kept), names);
  }

  /** For example {@code u_t = -0.984 u u_x - 0.985 v u_y + 0.0506 u_xx + 0.0502 u_yy}. */
  @Override
  public String toString() {
    return variable + "_t = " + rightHandSide.toString(names, DIGITS);
  }
}
