package org.sciml4j.core.nn.layer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;

/**
 * {@code y = γ (x - μ) / √(σ² + ε) + β} with mean and variance of each sample over the last axes
 * (Ba, Kiros, Hinton 2016, arXiv:1607.06450, eq. 4). Parameters {@code gamma} and {@code beta} of
 * these axes' extents.
 *
 * @param axes number of last axes to normalise over, at least 1
 * @param epsilon ε, above zero
 */
public record LayerNorm(int axes, double epsilon) implements NamedLayer {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of range
   */
  public LayerNorm {
    if (axes < 1) {
      throw new InvalidInputException("axes", axes, "at least 1", "normalise over one or more");
    }
    if (!(epsilon > 0)) {
      throw new InvalidInputException("epsilon", epsilon, "above 0", "choose for example 0.001");
    }
  }

  /** Over the last axis, ε = 0.001. */
  public static LayerNorm of() {
    return new LayerNorm(1, 1e-3);
  }

  /** Over this many last axes. */
  public LayerNorm axes(int other) {
    return new LayerNorm(other, epsilon);
  }

  /** With another ε. */
  public LayerNorm epsilon(double other) {
    return new LayerNorm(axes, other);
  }

  @Override
  public String kind() {
    return "LayerNormalization";
  }

  @Override
  public Value compute(Value input, Scope own) {
    int first = input.rank() - axes;
    if (first < 1) {
      throw new InvalidInputException(
          "input of layer normalisation",
          input.type(),
          "a batch axis and " + axes + " more",
          "normalise over fewer axes");
    }
    int[] last = IntStream.range(first, input.rank()).toArray();
    long[] shape = Arrays.copyOfRange(input.shape(), first, input.rank());
    Value gamma = own.parameter("gamma", Initializers.ONES, shape);
    Value beta = own.parameter("beta", Initializers.ZEROS, shape);
    Value centred = input.minus(input.meanKeepingAxes(last));
    Value variance = centred.square().meanKeepingAxes(last);
    return centred.dividedBy(variance.plus(epsilon).sqrt()).times(gamma).plus(beta);
  }
}
