package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * Numbers known when the graph is built.
 *
 * @param type type of the value
 * @param values all elements in row-major order, or one that all elements share
 */
public record Constant(TensorType type, double... values) implements Leaf {
  /**
   * Copies and checks the numbers.
   *
   * @throws InvalidInputException if there are neither one nor as many numbers as elements
   */
  public Constant {
    if (values.length != 1 && values.length != type.count()) {
      throw new InvalidInputException(
          "values of a constant " + type,
          values.length + " numbers",
          "one number or " + type.count(),
          "give one number for each element");
    }
    values = values.clone();
  }

  @Override
  public double[] values() {
    return values.clone();
  }

  /** Whether all elements are the same bits. */
  public boolean isUniform() {
    return values.length == 1;
  }

  /** Whether all elements are this number. */
  public boolean isAll(double number) {
    return isUniform() && values[0] == number;
  }

  /** The element at a row-major position. */
  public double value(long position) {
    return values[values.length == 1 ? 0 : (int) position];
  }

  @Override
  public String name() {
    return "constant";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    return type;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Constant constant
        && type.equals(constant.type)
        && Arrays.equals(values, constant.values);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return isUniform() ? "constant " + values[0] : "constant " + type;
  }
}
