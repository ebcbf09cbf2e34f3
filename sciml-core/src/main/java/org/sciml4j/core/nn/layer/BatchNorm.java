package org.sciml4j.core.nn.layer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;

/**
 * {@code y = γ (x - μ) / √(σ² + ε) + β} for each channel (Ioffe and Szegedy 2015, arXiv:1502.03167,
 * algorithms 1 and 2). In training μ and σ² are those of the batch over all other axes; the states
 * follow them, {@code moving = momentum moving + (1 - momentum) batch}, the variance with the
 * factor {@code m / (m - 1)} that makes it unbiased. In prediction, and where the layer is frozen,
 * μ and σ² are the states. Parameters {@code gamma [c]}, {@code beta [c]}, states {@code
 * moving_mean [c]}, {@code moving_variance [c]}.
 *
 * @param axis the axis of the channels
 * @param momentum share of the old in the new running statistics, 0 to 1
 * @param epsilon ε, above zero
 */
public record BatchNorm(int axis, double momentum, double epsilon) implements NamedLayer {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of range
   */
  public BatchNorm {
    if (axis < 1) {
      throw new InvalidInputException("axis", axis, "1 or more", "choose the axis of channels");
    }
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new InvalidInputException("momentum", momentum, "0 to 1", "choose for example 0.99");
    }
    if (!(epsilon > 0)) {
      throw new InvalidInputException("epsilon", epsilon, "above 0", "choose for example 0.001");
    }
  }

  /** Channels along axis 1, momentum 0.99, ε = 0.001. */
  public static BatchNorm of() {
    return new BatchNorm(1, 0.99, 1e-3);
  }

  /** For channels along another axis. */
  public BatchNorm axis(int other) {
    return new BatchNorm(other, momentum, epsilon);
  }

  /** With another momentum. */
  public BatchNorm momentum(double other) {
    return new BatchNorm(axis, other, epsilon);
  }

  /** With another ε. */
  public BatchNorm epsilon(double other) {
    return new BatchNorm(axis, momentum, other);
  }

  @Override
  public String kind() {
    return "BatchNormalization";
  }

  @Override
  public Value compute(Value input, Scope own) {
    if (input.rank() <= axis) {
      throw new InvalidInputException(
          "input of batch normalisation",
          input.type(),
          "channels along axis " + axis,
          "choose another axis");
    }
    long channels = input.shape()[axis];
    long[] shape = new long[input.rank()];
    Arrays.fill(shape, 1);
    shape[axis] = channels;
    Value gamma = own.parameter("gamma", Initializers.ONES, channels).reshape(shape);
    Value beta = own.parameter("beta", Initializers.ZEROS, channels).reshape(shape);
    Value movingMean = own.state("moving_mean", 0, channels);
    Value movingVariance = own.state("moving_variance", 1, channels);
    Value centred;
    Value variance;
    if (own.training() && !own.isFrozen()) {
      int[] others = IntStream.range(0, input.rank()).filter(i -> i != axis).toArray();
      Value mean = input.meanKeepingAxes(others);
      centred = input.minus(mean);
      variance = centred.square().meanKeepingAxes(others);
      double count = (double) input.type().count() / channels;
      double unbiased = count > 1 ? count / (count - 1) : 1;
      own.update("moving_mean", follow(movingMean, mean.reshape(channels)));
      Value batchVariance = variance.reshape(channels).times(unbiased);
      own.update("moving_variance", follow(movingVariance, batchVariance));
    } else {
      centred = input.minus(movingMean.reshape(shape));
      variance = movingVariance.reshape(shape);
    }
    Value scale = gamma.dividedBy(variance.plus(epsilon).sqrt());
    return centred.times(scale).plus(beta);
  }

  private Value follow(Value moving, Value batch) {
    return moving.times(momentum).plus(batch.stopGradient().times(1 - momentum));
  }
}
