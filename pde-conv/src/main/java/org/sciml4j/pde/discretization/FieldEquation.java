package org.sciml4j.pde.discretization;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.notation.ShortNumber;
import org.sciml4j.operators.notation.Superscript;

/**
 * {@code ∂u/∂t} of each variable as a sum of terms, as it is written on paper: {@link #parse}.
 *
 * @param variables names, in the order of the state
 * @param dims number of axes of space
 * @param rates the terms of each variable
 */
public record FieldEquation(List<String> variables, int dims, List<List<Term>> rates) {
  private static final int DIGITS = 6;

  /**
   * A variable or a derivative of it along one axis.
   *
   * @param variable of the state
   * @param order of the derivative, 0 for the variable itself
   * @param axis of space along which it is taken; 0 where the order is
   */
  public record Factor(int variable, int order, int axis) {}

  /**
   * {@code c a b ...}, or its derivative {@code c d_x(a b ...)}.
   *
   * @param coefficient c
   * @param product a, b, ..., repeated for powers
   * @param along axis of the derivative of the product; -1 for none
   */
  public record Term(double coefficient, List<Factor> product, int along) {
    /** Copies the list. */
    public Term {
      product = List.copyOf(product);
    }
  }

  /** Copies the lists. */
  public FieldEquation {
    variables = List.copyOf(variables);
    rates = rates.stream().map(List::copyOf).toList();
  }

  /**
   * Reads equations as {@code sciml sindy pde} and {@code sciml pde explain} print them, one for
   * each variable, set apart by semicolons or lines:
   *
   * <pre>
   * u_t = -u u_x + 0.1 u_xx
   * u_t = -0.5 d_x(u^2) + 0.1 u_xx
   * u_t = -d_x(u^2 - 0.1 u_x) - d_y(u v); v_t = 2*v_xx
   * </pre>
   *
   * @param variables names, in the order of the state
   * @param dims number of axes of space; they are x; y, x; or z, y, x
   * @throws InvalidInputException if the text is no such equation, telling where
   */
  public static FieldEquation parse(String text, List<String> variables, int dims) {
    return new EquationReader(text, variables, dims).read();
  }

  /** Whether a derivative of a product is among the terms, so that all are to be conserved. */
  public boolean isConservative() {
    return rates.stream().flatMap(List::stream).anyMatch(term -> term.along() >= 0);
  }

  /**
   * The same with every term as a derivative: {@code u_xx} becomes {@code d_x(u_x)}.
   *
   * @throws InvalidInputException if a term is none
   */
  public FieldEquation conserved() {
    return new FieldEquation(
        variables,
        dims,
        rates.stream().map(terms -> terms.stream().map(this::conserved).toList()).toList());
  }

  private Term conserved(Term term) {
    if (term.along() >= 0) {
      for (Factor factor : term.product()) {
        if (factor.order() > 0 && factor.axis() != term.along()) {
          throw new InvalidInputException(
              "flux " + text(term),
              "with a derivative along another axis",
              "values and derivatives along the axis of the flux",
              "write the equation without d_x(...), as products of derivatives");
        }
      }
      return term;
    }
    if (term.product().size() != 1 || term.product().getFirst().order() < 1) {
      throw new InvalidInputException(
          "term " + text(term),
          "beside fluxes",
          "a derivative, since what flows from cell to cell is conserved",
          "write all terms as d_x(...), or none");
    }
    Factor factor = term.product().getFirst();
    int order = factor.order() - 1;
    Factor inner = new Factor(factor.variable(), order, order == 0 ? 0 : factor.axis());
    return new Term(term.coefficient(), List.of(inner), factor.axis());
  }

  /** The name of a factor, for example {@code u_xx}. */
  public String name(Factor factor) {
    String axis = AxisNames.standard(dims).get(factor.axis());
    return variables.get(factor.variable())
        + (factor.order() == 0 ? "" : "_" + axis.repeat(factor.order()));
  }

  private String text(Term term) {
    String product =
        term.product().stream()
            .distinct()
            .map(one -> Superscript.power(name(one), Collections.frequency(term.product(), one)))
            .collect(Collectors.joining(" "));
    return ShortNumber.decimal(Math.abs(term.coefficient()), DIGITS)
        + (term.along() < 0
            ? (product.isEmpty() ? "" : " " + product)
            : " d_" + AxisNames.standard(dims).get(term.along()) + "(" + product + ")");
  }

  /** A line for each variable, in the form that {@link #parse} reads. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rates.size(); i++) {
      text.append(i == 0 ? "" : "\n").append(variables.get(i)).append("_t =");
      for (int j = 0; j < rates.get(i).size(); j++) {
        Term term = rates.get(i).get(j);
        boolean isNegative = term.coefficient() < 0;
        text.append(j == 0 ? (isNegative ? " -" : " ") : (isNegative ? " - " : " + "));
        text.append(text(term));
      }
      text.append(rates.get(i).isEmpty() ? " 0" : "");
    }
    return text.toString();
  }
}
