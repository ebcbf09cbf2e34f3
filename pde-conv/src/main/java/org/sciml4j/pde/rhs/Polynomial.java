package org.sciml4j.pde.rhs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Regularizer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.symbolic.FieldPolynomial;

/**
 * A combination of all products of up to {@code degree} channels with trainable coefficients, zero
 * at first: linear in its parameters, so least squares have one minimum.
 *
 * @param variables number of polynomials
 * @param degree highest degree of a term, 1 or more
 * @param regularizers penalties on the coefficients
 */
public record Polynomial(int variables, int degree, List<Regularizer> regularizers)
    implements ClosedForm {
  private static final String COEFFICIENTS = "coefficients";

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is below 1
   */
  public Polynomial {
    regularizers = List.copyOf(regularizers);
    if (variables < 1 || degree < 1) {
      throw new InvalidInputException(
          "polynomials",
          variables + " of degree " + degree,
          "1 or more of degree 1 or more",
          "correct the numbers");
    }
  }

  /** Polynomials without penalties. */
  public static Polynomial of(int variables, int degree) {
    return new Polynomial(variables, degree, List.of());
  }

  /** With these penalties on the coefficients. */
  public Polynomial regularized(Regularizer... others) {
    return new Polynomial(variables, degree, List.of(others));
  }

  @Override
  public String kind() {
    return "Polynomial";
  }

  @Override
  public Value compute(Value input, Scope own) {
    Value x = ChannelMap.points(input);
    int channels = Math.toIntExact(x.type().size(1));
    List<MultiIndex> monomials = FieldPolynomial.monomials(channels, degree);
    Map<MultiIndex, Value> known = new HashMap<>();
    List<Value> rows = new ArrayList<>();
    for (MultiIndex monomial : monomials) {
      Value row = product(monomial, x, known);
      known.put(monomial, row);
      rows.add(row);
    }
    Value coefficients =
        own.parameter(COEFFICIENTS, Initializers.ZEROS, regularizers, variables, monomials.size());
    Value library = Value.concat(1, rows.toArray(Value[]::new));
    return ChannelMap.onGrid(coefficients.matmul(library), input);
  }

  /** A monomial as one of lower degree times a channel. */
  private static Value product(MultiIndex monomial, Value x, Map<MultiIndex, Value> known) {
    for (int channel = 0; channel < monomial.dims(); channel++) {
      if (monomial.power(channel) > 0) {
        int[] lower = monomial.powers().stream().mapToInt(Integer::intValue).toArray();
        lower[channel]--;
        Value factor = x.slice(1, channel, channel + 1);
        return monomial.order() == 1 ? factor : known.get(MultiIndex.of(lower)).times(factor);
      }
    }
    return x.slice(1, 0, 1).filled(1);
  }

  @Override
  public List<FieldPolynomial> expand(
      Parameters parameters, String path, int channels, int highest) {
    Tensor coefficients = parameters.get(path + "/" + COEFFICIENTS);
    List<MultiIndex> monomials = FieldPolynomial.monomials(channels, degree);
    List<FieldPolynomial> polynomials = new ArrayList<>();
    for (int variable = 0; variable < variables; variable++) {
      Map<MultiIndex, Double> terms = new HashMap<>();
      for (int term = 0; term < monomials.size(); term++) {
        if (monomials.get(term).order() <= highest) {
          terms.put(monomials.get(term), coefficients.get(variable, term));
        }
      }
      polynomials.add(FieldPolynomial.of(channels, terms));
    }
    return polynomials;
  }
}
