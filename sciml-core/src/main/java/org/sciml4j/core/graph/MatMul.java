package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Matrix products {@code C = A B} of the last two axes, {@code [..., m, k] [..., k, n] -> [..., m,
 * n]}, one for each index of the leading axes, which both operands share. Adjoints: {@code Ā = C̄
 * Bᵀ}, {@code B̄ = Aᵀ C̄}.
 */
public record MatMul() implements Operation {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 2, operands);
    Operands.requireSameDtype(this, operands);
    TensorType a = operands.get(0);
    TensorType b = operands.get(1);
    int rank = a.rank();
    boolean fits = rank >= 2 && b.rank() == rank && a.size(rank - 1) == b.size(rank - 2);
    for (int axis = 0; fits && axis < rank - 2; axis++) {
      fits = a.size(axis) == b.size(axis);
    }
    if (!fits) {
      throw Operands.error(
          this,
          operands,
          "[..., m, k] and [..., k, n] with the same leading axes",
          "transpose, reshape or broadcast them first");
    }
    long[] shape = a.shape();
    shape[rank - 1] = b.size(rank - 1);
    return a.withShape(shape);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return Operands.bilinear(this, result, tangents);
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return Arrays.asList(
        Value.of(this, cotangent, result.operand(1).transpose()),
        Value.of(this, result.operand(0).transpose(), cotangent));
  }
}
