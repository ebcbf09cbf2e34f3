package org.sciml4j.bench.step;

import java.util.List;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Dense;
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
    Value first = dropout(lstm(batch.get(0).transpose(1, 0, 2), scope.child("first")), scope);
    Value second = dropout(lstm(first, scope.child("second")).at(0, steps - 1), scope);
    Value hidden = Dense.of(64).activation(Activations.RELU).apply(second, scope);
    return Dense.of(1).apply(hidden, scope).minus(batch.get(1)).square().mean();
  }

  /** {@code [time, n, features] -> [time, n, units]}. */
  private Value lstm(Value series, Scope scope) {
    long features = series.shape()[2];
    Value w = scope.parameter("kernel", Initializers.GLOROT_UNIFORM, features, 4 * units);
    Value u = scope.parameter("recurrent_kernel", Initializers.ORTHOGONAL, units, 4 * units);
    Value bias = scope.parameter("bias", Initializers.ZEROS, 4 * units);
    Value z = series.matmul(w).plus(bias);
    TensorType state = z.type().withShape(z.shape()[1], units);
    Value h = Value.input("h", state);
    Value c = Value.input("c", state);
    Value zNow = Value.input("z", z.type().withShape(z.shape()[1], 4 * units));
    Value uNow = Value.input("u", u.type());
    Value gates = zNow.plus(h.matmul(uNow));
    Value added = gate(gates, 0).sigmoid().times(gate(gates, 2).tanh());
    Value cNext = gate(gates, 1).sigmoid().times(c).plus(added);
    Value hNext = gate(gates, 3).sigmoid().times(cNext.tanh());
    Graph body = new Graph(List.of(h, c, zNow, uNow), List.of(hNext, cNext, hNext));
    Value zeros = Value.constant(state, 0);
    return new Loop(body, steps, 2, 1, false, Checkpointing.NONE)
        .on(List.of(zeros, zeros, z, u))
        .getLast();
  }

  private Value gate(Value gates, int gate) {
    return gates.slice(1, gate * units, (gate + 1) * units);
  }

  private static Value dropout(Value x, Scope scope) {
    Value kept = scope.uniform(x.shape()).lessThan(1 - DROPOUT);
    return x.times(kept).times(1 / (1 - DROPOUT));
  }

  @Override
  public List<Tensor> batch(DType dtype, long samples) {
    return List.of(
        RandomKey.of(2).uniform(dtype, samples, steps, 1),
        RandomKey.of(3).uniform(dtype, samples, 1));
  }
}
