package org.sciml4j.core.graph;

import java.util.List;

/**
 * A value given when the program runs: data, a parameter, a random key.
 *
 * @param label its name, unique within a {@link Graph}
 * @param type its type
 */
public record Input(String label, TensorType type) implements Leaf {
  @Override
  public String name() {
    return "input";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    return type;
  }
}
