package org.sciml4j.core.graph;

import java.util.Collections;
import java.util.List;

/**
 * Independent draws of the uniform distribution on [0, 1): Philox 4x32-10 (Salmon et al. 2011), a
 * function of key, stream and the element's row-major position alone. Draws of single precision are
 * those of double precision truncated to steps of 2^-24, {@code floor(u 2^24) 2^-24}: rounding
 * would make some of them 1. The operand is a random key as {@link RandomKeys} lays it out.
 * Derivatives are zero.
 *
 * @param type type of the result
 * @param stream number that tells apart the draws of one program
 */
public record RandomUniform(TensorType type, long stream) implements Operation {
  @Override
  public String name() {
    return "random_uniform";
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
