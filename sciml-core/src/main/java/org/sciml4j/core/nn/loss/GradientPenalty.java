package org.sciml4j.core.nn.loss;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.graph.Value;

/**
 * {@code λ mean (‖∇_x̂ D(x̂)‖ - 1)²} at points {@code x̂ = ε x + (1 - ε) x̃} between real and
 * generated samples (Gulrajani et al. 2017, arXiv:1704.00028, eq. 3): holds a critic D close to the
 * functions of slope one.
 *
 * @param weight λ; the paper takes 10
 */
public record GradientPenalty(double weight) {
  /** Keeps the derivative of the norm finite where the gradient vanishes. */
  private static final double TINY = 1e-12;

  /**
   * The penalty, a single number.
   *
   * @param critic D, from {@code [n, ...]} to scores of n samples
   * @param real x, {@code [n, ...]}
   * @param generated x̃, of the same type
   * @param mix ε, {@code [n]}, uniform draws
   * @throws InvalidInputException if the shapes do not fit
   */
  public Value of(UnaryOperator<Value> critic, Value real, Value generated, Value mix) {
    Targets.requireSameType(real, generated);
    if (real.rank() < 2 || !mix.type().equals(real.type().withShape(real.shape()[0]))) {
      throw new InvalidInputException(
          "mix", mix.type(), "one number for each sample of " + real.type(), "draw [n] numbers");
    }
    long[] ones = new long[real.rank()];
    Arrays.fill(ones, 1);
    ones[0] = real.shape()[0];
    Value share = mix.reshape(ones);
    Value between = generated.plus(share.times(real.minus(generated)));
    Value slope = Autodiff.grad(critic.apply(between).sum(), between);
    int[] sample = IntStream.range(1, real.rank()).toArray();
    Value norm = slope.square().sum(sample).plus(TINY).sqrt();
    return norm.minus(1).square().mean().times(weight);
  }
}
