package org.sciml4j.core.nn.layer;

import java.util.List;
import java.util.Optional;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.activation.Activation;

/**
 * {@code h_t = a(x_t W + h_{t-1} U + b)} (Elman 1990, Cognitive Science 14:179; Goodfellow, Bengio,
 * Courville 2016, eq. 10.8 and 10.9).
 *
 * @param units number of units
 * @param activation a
 */
public record SimpleRnnCell(long units, Activation activation) implements Cell {
  @Override
  public String kind() {
    return "SimpleRNN";
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public List<Value> step(
      List<Value> states, Value z, Value recurrentKernel, Optional<Value> recurrentBias) {
    return List.of(activation.of(z.plus(states.getFirst().matmul(recurrentKernel))));
  }
}
