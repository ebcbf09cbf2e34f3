package org.sciml4j.bench.step;

import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;

import java.util.List;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.random.RandomKey;
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

  @Override
  public Value loss(Scope scope, List<Value> batch) {
    Conv hidden = Conv.conv2d(16, 5).boundary(PERIODIC).activation(Activations.TANH);
    Conv rate = Conv.conv2d(1, 5).boundary(PERIODIC);
    Value u = batch.get(0);
    for (int step = 0; step < STEPS; step++) {
      u = u.plus(rate.apply(hidden.apply(u, scope), scope).times(STEP_SIZE));
    }
    return Losses.MSE.of(u, batch.get(1));
  }

  @Override
  public List<Tensor> batch(DType dtype, long samples) {
    return List.of(
        RandomKey.of(2).uniform(dtype, samples, 1, points, points),
        RandomKey.of(3).uniform(dtype, samples, 1, points, points));
  }
}
