package org.sciml4j.bench.step;

import java.util.List;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Dropout;
import org.sciml4j.core.nn.layer.Recurrent;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Two stacked LSTM layers with dropout and two dense layers that predict a number from a series:
 * 806,017 parameters for 256 units. Mean squared error. Batch: series and targets.
 *
 * @param units units of each recurrent layer
 * @param steps length of the series
 */
public record SequenceRegressor(long units, long steps) implements TrainingCase {
  private static final double DROPOUT = 0.4;

  @Override
  public Value loss(Scope scope, List<Value> batch) {
    Layer network =
        Sequential.of(
            Recurrent.lstm(units).returnSequences(),
            Dropout.of(DROPOUT),
            Recurrent.lstm(units),
            Dropout.of(DROPOUT),
            Dense.of(64).activation(Activations.RELU),
            Dense.of(1));
    return Losses.MSE.of(network.apply(batch.get(0), scope), batch.get(1));
  }

  @Override
  public List<Tensor> batch(DType dtype, long samples) {
    return List.of(
        RandomKey.of(2).uniform(dtype, samples, steps, 1),
        RandomKey.of(3).uniform(dtype, samples, 1));
  }
}
