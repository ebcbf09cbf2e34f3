package org.sciml4j.io;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.core.tensor.Tensor;

/**
 * A table of numbers with named columns.
 *
 * @param names one per column; where the file has no header, the columns' numbers counted from 0
 * @param values {@code [rows, columns]}; missing ones are NaN
 */
public record CsvTable(List<String> names, Tensor values) implements AutoCloseable {
  /**
   * The values of one column; a copy.
   *
   * @throws InvalidInputException if there is no column of that name
   */
  public double[] column(String name) {
    int column = names.indexOf(name);
    if (column < 0) {
      throw new InvalidInputException(
          "column",
          "'" + name + "'",
          "one of " + names,
          NearNames.didYouMean(name, names, "choose one of these"));
    }
    double[] copy = new double[Math.toIntExact(values.size(0))];
    for (int row = 0; row < copy.length; row++) {
      copy[row] = values.get(row, column);
    }
    return copy;
  }

  /** Frees the values. */
  @Override
  public void close() {
    values.close();
  }
}
