package org.sciml4j.core.nn.layer;

import java.util.List;
import java.util.Optional;
import org.sciml4j.core.graph.Value;

/**
 * Gated recurrent unit (Cho et al. 2014, arXiv:1406.1078, eq. 5 to 8): with blocks {@code z, r, h}
 * of {@code x = x_t W + b} and of {@code u},
 *
 * <pre>
 * z = σ(x_z + u_z)   r = σ(x_r + u_r)   h_t = z h_{t-1} + (1 - z) h̃
 * reset after:   u = h_{t-1} U + b'   h̃ = tanh(x_h + r u_h)
 * reset before:  u = h_{t-1} U        h̃ = tanh(x_h + (r h_{t-1}) U_h)
 * </pre>
 *
 * Reset after is the variant of cuDNN, PyTorch and Keras 2, with a second bias; the bias is {@code
 * [2, 3 units]}, b and b'. Reset before is the published one, with {@code [3 units]}. PyTorch
 * orders the blocks r, z, h.
 *
 * @param units number of units
 * @param resetsAfter whether the reset gate follows the product with the recurrent kernel
 */
public record GruCell(long units, boolean resetsAfter) implements Cell {
  private static final int UPDATE = 0;
  private static final int RESET = 1;
  private static final int CANDIDATE = 2;

  @Override
  public String kind() {
    return "GRU";
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public boolean hasRecurrentBias() {
    return resetsAfter;
  }

  @Override
  public List<Value> step(
      List<Value> states, Value z, Value recurrentKernel, Optional<Value> recurrentBias) {
    Value h = states.getFirst();
    return List.of(
        recurrentBias.isPresent()
            ? resetAfter(h, z, h.matmul(recurrentKernel).plus(recurrentBias.get()))
            : resetBefore(h, z, recurrentKernel));
  }

  private Value resetAfter(Value h, Value x, Value u) {
    Value update = gate(x, UPDATE).plus(gate(u, UPDATE)).sigmoid();
    Value reset = gate(x, RESET).plus(gate(u, RESET)).sigmoid();
    Value candidate = gate(x, CANDIDATE).plus(reset.times(gate(u, CANDIDATE))).tanh();
    return mixed(update, h, candidate);
  }

  private Value resetBefore(Value h, Value x, Value recurrentKernel) {
    Value u = h.matmul(recurrentKernel.slice(1, 0, CANDIDATE * units));
    Value update = gate(x, UPDATE).plus(gate(u, UPDATE)).sigmoid();
    Value reset = gate(x, RESET).plus(gate(u, RESET)).sigmoid();
    Value kept = reset.times(h).matmul(gate(recurrentKernel, CANDIDATE));
    return mixed(update, h, gate(x, CANDIDATE).plus(kept).tanh());
  }

  private static Value mixed(Value update, Value h, Value candidate) {
    return candidate.plus(update.times(h.minus(candidate)));
  }
}
