package org.sciml4j.core.graph;

import java.util.List;

/**
 * Each element's own index along one axis: 0, 1, 2, ...
 *
 * @param type type of the value
 * @param axis the axis whose index it holds
 */
public record Coordinate(TensorType type, int axis) implements Leaf {
  /**
   * Checks the axis.
   *
   * @throws org.sciml4j.core.InvalidInputException if there is no such axis, or the element type
   *     does not hold its indices exactly
   */
  public Coordinate {
    Operands.requireAxis("coordinate", axis, type);
    Operands.requireExactIndices("coordinate", type, type.size(axis));
  }

  @Override
  public String name() {
    return "coordinate";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    return type;
  }
}
