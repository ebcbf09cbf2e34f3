package org.sciml4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.sindy.expression.Expression;

/** In what share of an ensemble's models each term stayed, as lines. */
final class InclusionText {
  private InclusionText() {}

  /**
   * Prints a line for each equation.
   *
   * @param shares {@code [equation][term]}
   */
  static void print(
      List<String> variables, List<Expression> terms, double[][] shares, PrintWriter print) {
    for (int i = 0; i < shares.length; i++) {
      double[] share = shares[i];
      String line =
          IntStream.range(0, share.length)
              .filter(j -> share[j] > 0)
              .mapToObj(
                  j ->
                      String.format(Locale.ROOT, "%s %.0f %%", terms.get(j).text(), 100 * share[j]))
              .collect(Collectors.joining(", "));
      print.println(variables.get(i) + " kept in the ensemble: " + line);
    }
    print.println();
  }
}
