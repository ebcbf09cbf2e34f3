package org.sciml4j.sindy.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;

/**
 * Which columns the data cannot tell apart: column by column, those whose part orthogonal to the
 * columns before is rounding noise, with the combination they equal.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param dependencies one sentence per column that is a combination of earlier ones
 */
public record Identifiability(long rows, int columns, List<String> dependencies) {
  /** Of a column's norm; what is left of a dependent column is rounding noise of about 1e-15. */
  private static final double RELATIVE = 1e-12;

  /** Combination coefficients below this, for columns of norm one, are not worth naming. */
  private static final double VISIBLE = 1e-7;

  /** Examines the columns of a problem. */
  public static Identifiability of(LeastSquaresProblem problem) {
    List<String> found = new ArrayList<>();
    List<Integer> independent = new ArrayList<>();
    double[] norms = problem.columnNorms();
    if (allIndependent(problem, norms)) {
      return new Identifiability(problem.rows(), problem.columns(), List.of());
    }
    for (int j = 0; j < problem.columns(); j++) {
      if (norms[j] == 0) {
        found.add(problem.names().get(j) + " is zero in every row");
        continue;
      }
      int[] upTo =
          IntStream.concat(independent.stream().mapToInt(Integer::intValue), IntStream.of(j))
              .toArray();
      LeastSquaresProblem head = problem.restrictedTo(upTo);
      int last = upTo.length - 1;
      if (Math.abs(head.r()[last][last]) > RELATIVE * norms[j]) {
        independent.add(j);
      } else {
        found.add(sentence(head, norms, upTo));
      }
    }
    return new Identifiability(problem.rows(), problem.columns(), List.copyOf(found));
  }

  private static boolean allIndependent(LeastSquaresProblem problem, double[] norms) {
    return IntStream.range(0, norms.length)
        .allMatch(j -> Math.abs(problem.r()[j][j]) > RELATIVE * norms[j]);
  }

  private static String sentence(LeastSquaresProblem head, double[] norms, int[] upTo) {
    int last = upTo.length - 1;
    double[] combination = new double[last];
    for (int i = last - 1; i >= 0; i--) {
      double sum = head.r()[i][last];
      for (int k = i + 1; k < last; k++) {
        sum -= head.r()[i][k] * combination[k];
      }
      combination[i] = sum / head.r()[i][i];
    }
    StringBuilder text = new StringBuilder(head.names().get(last)).append(" = ");
    String sign = "";
    for (int i = 0; i < last; i++) {
      if (Math.abs(combination[i]) * norms[upTo[i]] > VISIBLE * norms[upTo[last]]) {
        text.append(combination[i] < 0 ? (sign.isEmpty() ? "-" : " - ") : sign)
            .append(String.format(Locale.ROOT, "%.4g ", Math.abs(combination[i])))
            .append(head.names().get(i));
        sign = " + ";
      }
    }
    return text.toString();
  }

  /** Whether the data determine every coefficient. */
  public boolean holds() {
    return dependencies.isEmpty() && rows >= columns;
  }

  /**
   * Refuses a problem whose coefficients the data do not determine.
   *
   * @throws InvalidInputException naming the columns, or telling that rows are fewer than columns
   */
  public void require() {
    if (rows < columns) {
      throw new InvalidInputException(
          "number of rows",
          rows,
          "at least as many as the " + columns + " columns of the library",
          "give more data or a smaller library");
    }
    if (!dependencies.isEmpty()) {
      throw new InvalidInputException(
          "library",
          "collinear on these data: " + String.join("; ", dependencies),
          "columns that no combination of others equals",
          "leave out one column of each combination or give data in which they differ");
    }
  }
}
