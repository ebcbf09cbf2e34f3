package org.sciml4j.sindy.data;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/**
 * Samples of one named variable. NaN stands for a missing sample.
 *
 * @param name as it will appear in equations
 * @param values one per time
 */
public record Column(String name, double[] values) {
  /**
   * Copies the values.
   *
   * @throws InvalidInputException if the name is empty or a value is infinite
   */
  public Column {
    if (name.isBlank()) {
      throw new InvalidInputException(
          "variable name", "'" + name + "'", "a name", "name every variable");
    }
    values = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(values[i])) {
        throw new InvalidInputException(
            name + "[" + i + "]",
            values[i],
            "a finite number, or NaN where a sample is missing",
            "remove the sample or mark it as NaN");
      }
    }
  }

  /** A copy under another name. */
  public Column named(String newName) {
    return new Column(newName, values);
  }

  /** Number of samples, missing ones included. */
  public int size() {
    return values.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Column column
        && name.equals(column.name)
        && Arrays.equals(values, column.values);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return name + "[" + values.length + "]";
  }
}
