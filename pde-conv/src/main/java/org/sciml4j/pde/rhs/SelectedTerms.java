package org.sciml4j.pde.rhs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializer;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.symbolic.FieldPolynomial;

/**
 * Polynomials of a few chosen terms with trainable coefficients: what a right-hand side is fitted
 * to, without sparsity penalties and their bias, once its terms are known.
 *
 * @param initial one polynomial for each variable, whose terms are the chosen ones and whose
 *     coefficients are where the training begins
 */
public record SelectedTerms(List<FieldPolynomial> initial) implements ClosedForm {
  private static final String COEFFICIENTS = "selected";

  /**
   * Copies the list.
   *
   * @throws InvalidInputException if there is no polynomial, none has a term, or they differ in
   *     their factors
   */
  public SelectedTerms {
    initial = List.copyOf(initial);
    if (initial.stream().mapToInt(polynomial -> polynomial.terms().size()).sum() == 0
        || initial.stream().map(FieldPolynomial::factors).distinct().count() > 1) {
      throw new InvalidInputException(
          "terms", initial, "at least one, all of the same factors", "lower the threshold");
    }
  }

  /** Equal wherever the numbers are, so that the layer may be applied several times. */
  private record Given(List<Double> numbers) implements Initializer {
    @Override
    public void fill(Tensor tensor, RandomKey key) {
      for (int i = 0; i < numbers.size(); i++) {
        tensor.setFlat(i, numbers.get(i));
      }
    }
  }

  @Override
  public String kind() {
    return "SelectedTerms";
  }

  @Override
  public int variables() {
    return initial.size();
  }

  @Override
  public Value compute(Value input, Scope own) {
    Value x = ChannelMap.points(input);
    int factors = initial.getFirst().factors();
    if (x.type().size(1) != factors) {
      throw new InvalidInputException(
          "channels", x.type().size(1), factors + " factors of the terms", "choose others");
    }
    List<Double> start =
        initial.stream().flatMap(polynomial -> polynomial.terms().values().stream()).toList();
    Value coefficients = own.parameter(COEFFICIENTS, new Given(start), start.size());
    Map<MultiIndex, Value> products = new HashMap<>();
    List<Value> rows = new ArrayList<>();
    int at = 0;
    for (FieldPolynomial polynomial : initial) {
      Value sum = x.slice(1, 0, 1).filled(0);
      for (MultiIndex monomial : polynomial.terms().keySet()) {
        Value product = products.computeIfAbsent(monomial, term -> product(term, x));
        sum = sum.plus(product.times(coefficients.slice(0, at, at + 1)));
        at++;
      }
      rows.add(sum);
    }
    return ChannelMap.onGrid(
        rows.size() == 1 ? rows.getFirst() : Value.concat(1, rows.toArray(Value[]::new)), input);
  }

  private static Value product(MultiIndex monomial, Value x) {
    Value product = null;
    for (int factor = 0; factor < monomial.dims(); factor++) {
      for (int power = 0; power < monomial.power(factor); power++) {
        Value one = x.slice(1, factor, factor + 1);
        product = product == null ? one : product.times(one);
      }
    }
    return product == null ? x.slice(1, 0, 1).filled(1) : product;
  }

  @Override
  public List<FieldPolynomial> expand(
      Parameters parameters, String path, int channels, int highest) {
    Tensor coefficients = parameters.get(path + "/" + COEFFICIENTS);
    List<FieldPolynomial> expanded = new ArrayList<>();
    int at = 0;
    for (FieldPolynomial polynomial : initial) {
      Map<MultiIndex, Double> terms = new HashMap<>();
      for (MultiIndex monomial : polynomial.terms().keySet()) {
        double coefficient = coefficients.get(at++);
        if (monomial.order() <= highest) {
          terms.put(monomial, coefficient);
        }
      }
      expanded.add(FieldPolynomial.of(channels, terms));
    }
    return expanded;
  }
}
