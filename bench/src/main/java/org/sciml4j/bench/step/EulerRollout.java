package org.sciml4j.bench.step;

import java.util.List;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Ten forward Euler steps {@code u + 0.01 c₂(tanh c₁(u))} with shared periodic 5x5 convolutions of
 * 16 hidden channels against a target field, mean squared error. Batch: fields and targets.
 *
 * @param points of the periodic field along each axis
 */
public record EulerRollout(long points) implements TrainingCase {
  private static final int STEPS = 10;
  private static final double STEP_SIZE = 0.01;
  private static final long CHANNELS = 16;
  private static final long SIZE = 5;

  @Override
  public Value loss(Scope scope, List<Value> batch) {
    Value u = batch.get(0);
    for (int step = 0; step < STEPS; step++) {
      Value hidden = convolution(u, scope.child("first"), CHANNELS).tanh();
      u = u.plus(convolution(hidden, scope.child("second"), 1).times(STEP_SIZE));
    }
    return u.minus(batch.get(1)).square().mean();
  }

  private static Value convolution(Value u, Scope scope, long filters) {
    Padding around = Padding.both(SIZE / 2, BoundaryMode.PERIODIC);
    Value kernel =
        scope.parameter("kernel", Initializers.GLOROT_UNIFORM, filters, u.shape()[1], SIZE, SIZE);
    Value bias = scope.parameter("bias", Initializers.ZEROS, filters);
    return u.pad(List.of(Padding.NONE, Padding.NONE, around, around))
        .crossCorrelate(kernel, ConvolutionGeometry.dense(2))
        .plus(bias.reshape(filters, 1, 1));
  }

  @Override
  public List<Tensor> batch(DType dtype, long samples) {
    return List.of(
        RandomKey.of(2).uniform(dtype, samples, 1, points, points),
        RandomKey.of(3).uniform(dtype, samples, 1, points, points));
  }
}
