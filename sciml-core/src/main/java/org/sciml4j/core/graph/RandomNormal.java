package org.sciml4j.core.graph;

import java.util.Collections;
import java.util.List;

/**
 * Independent draws of the standard normal distribution: Philox 4x32-10 (Salmon et al. 2011), a
 * function of key, stream and the element's row-major position alone. The operand is a random key
 * as {@link RandomKeys} lays it out. Derivatives are zero.
 *
 * @param type type of the result
 * @param stream number that tells apart the draws of one program
 */
public record RandomNormal(TensorType type, long stream) implements Operation {
  @Override
  public String name() {
    return "random_normal";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    RandomKeys.require(this, operands);
    return type;
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return null;
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return Collections.singletonList(null);
  }
}
