package org.sciml4j.pde.rhs;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Regularizer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializer;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.init.Uniform;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.symbolic.FieldPolynomial;

/**
 * The symbolic network SymNet of PDE-Net 2.0 (Long, Lu, Dong 2019, Journal of Computational Physics
 * 399:108925, algorithm 1), one for each variable. Each of its k layers multiplies two linear
 * combinations of all that is there:
 *
 * <pre>
 * ξ_i, η_i = W_i (x, f_1, ..., f_{i-1}) + b_i     f_i = ξ_i η_i     F = W (x, f_1, ..., f_k) + b
 * </pre>
 *
 * <p>It holds any polynomial of k products with few parameters: {@code (2k+1)(m+1) + k²} for m
 * channels.
 *
 * @param variables number of networks
 * @param products k, 0 or more
 * @param initializer of the weights; biases begin as zeros
 * @param regularizers penalties on all weights and biases
 */
public record SymbolicNetwork(
    int variables, int products, Initializer initializer, List<Regularizer> regularizers)
    implements ClosedForm {
  private static final String INPUTS = "inputs";
  private static final String PRODUCTS = "products";
  private static final String BIAS = "bias";

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if there is no variable, or the products are negative
   */
  public SymbolicNetwork {
    regularizers = List.copyOf(regularizers);
    if (variables < 1 || products < 0) {
      throw new InvalidInputException(
          "symbolic networks",
          variables + " of " + products + " products",
          "1 or more of 0 or more products",
          "correct the numbers");
    }
  }

  /** Networks with weights drawn from ±0.1, without penalties. */
  public static SymbolicNetwork of(int variables, int products) {
    return new SymbolicNetwork(variables, products, new Uniform(-0.1, 0.1), List.of());
  }

  /** With other initial weights. */
  public SymbolicNetwork initializer(Initializer other) {
    return new SymbolicNetwork(variables, products, other, regularizers);
  }

  /** With these penalties on all weights and biases. */
  public SymbolicNetwork regularized(Regularizer... others) {
    return new SymbolicNetwork(variables, products, initializer, List.of(others));
  }

  @Override
  public String kind() {
    return "SymbolicNetwork";
  }

  private int rows() {
    return 2 * products + 1;
  }

  /** Where the weights of row {@code row} on the products before it begin. */
  private int firstWeight(int row) {
    int layer = row / 2;
    return layer * (layer - 1) + row % 2 * layer;
  }

  @Override
  public Value compute(Value input, Scope own) {
    Value x = ChannelMap.points(input);
    long n = x.type().size(0);
    long points = x.type().size(2);
    int all = variables * rows();
    Value weights = own.parameter(INPUTS, initializer, regularizers, all, x.type().size(1));
    Value bias = own.parameter(BIAS, Initializers.ZEROS, regularizers, all);
    Value sums = weights.matmul(x).plus(bias.reshape(all, 1)).reshape(n, variables, rows(), points);
    if (products == 0) {
      return ChannelMap.onGrid(sums.at(2, 0), input);
    }
    Value onProducts =
        own.parameter(PRODUCTS, initializer, regularizers, variables, (long) products * products);
    List<Value> f = new ArrayList<>();
    for (int i = 0; i < products; i++) {
      Value xi = row(2 * i, sums, onProducts, f);
      Value eta = row(2 * i + 1, sums, onProducts, f);
      f.add(xi.times(eta));
    }
    return ChannelMap.onGrid(row(2 * products, sums, onProducts, f), input);
  }

  /** A linear combination of channels and products, {@code [n, variables, points]}. */
  private Value row(int row, Value sums, Value onProducts, List<Value> f) {
    Value sum = sums.at(2, row);
    for (int j = 0; j < f.size(); j++) {
      int at = firstWeight(row) + j;
      sum = sum.plus(onProducts.slice(1, at, at + 1).times(f.get(j)));
    }
    return sum;
  }

  @Override
  public List<FieldPolynomial> expand(
      Parameters parameters, String path, int channels, int highest) {
    List<FieldPolynomial> expanded = new ArrayList<>();
    for (int variable = 0; variable < variables; variable++) {
      List<FieldPolynomial> f = new ArrayList<>();
      for (int i = 0; i < products; i++) {
        FieldPolynomial xi = expandedRow(parameters, path, channels, variable, 2 * i, f);
        f.add(xi.times(expandedRow(parameters, path, channels, variable, 2 * i + 1, f), highest));
      }
      expanded.add(expandedRow(parameters, path, channels, variable, 2 * products, f));
    }
    return expanded;
  }

  private FieldPolynomial expandedRow(
      Parameters parameters,
      String path,
      int channels,
      int variable,
      int row,
      List<FieldPolynomial> f) {
    int at = variable * rows() + row;
    Tensor inputs = parameters.get(path + "/" + INPUTS);
    FieldPolynomial sum =
        FieldPolynomial.constant(channels, parameters.get(path + "/" + BIAS).get(at));
    for (int channel = 0; channel < channels; channel++) {
      sum = sum.plus(FieldPolynomial.factor(channels, channel).times(inputs.get(at, channel)));
    }
    for (int j = 0; j < f.size(); j++) {
      double weight = parameters.get(path + "/" + PRODUCTS).get(variable, firstWeight(row) + j);
      sum = sum.plus(f.get(j).times(weight));
    }
    return sum;
  }
}
