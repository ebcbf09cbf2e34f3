package org.sciml4j.core.nn.layer;

import java.util.List;
import java.util.Optional;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.init.Initializer;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, Neural Computation 9:1735, with the
 * forget gate of Gers, Schmidhuber, Cummins 2000, Neural Computation 12:2451): with {@code z = x_t
 * W + h_{t-1} U + b} in four blocks,
 *
 * <pre>
 * i = σ(z_0)   f = σ(z_1)   g = tanh(z_2)   o = σ(z_3)
 * c_t = f c_{t-1} + i g        h_t = o tanh(c_t)
 * </pre>
 *
 * The order of the gates and the single bias are Keras'; PyTorch's two biases are its sum. The bias
 * of the forget gate starts at 1 (Jozefowicz, Zaremba, Sutskever 2015, ICML).
 *
 * @param units number of units
 */
public record LstmCell(long units) implements Cell {
  private static final int INPUT = 0;
  private static final int FORGET = 1;
  private static final int CANDIDATE = 2;
  private static final int OUTPUT = 3;

  @Override
  public String kind() {
    return "LSTM";
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public List<String> states() {
    return List.of("h", "c");
  }

  @Override
  public Initializer biasInitializer() {
    return new ForgetBias(units);
  }

  @Override
  public List<Value> step(
      List<Value> states, Value z, Value recurrentKernel, Optional<Value> recurrentBias) {
    Value all = z.plus(states.get(0).matmul(recurrentKernel));
    Value kept = gate(all, FORGET).sigmoid().times(states.get(1));
    Value added = gate(all, INPUT).sigmoid().times(gate(all, CANDIDATE).tanh());
    Value c = kept.plus(added);
    Value h = gate(all, OUTPUT).sigmoid().times(c.tanh());
    return List.of(h, c);
  }
}
