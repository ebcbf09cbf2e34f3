package org.sciml4j.pde.scheme;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/**
 * The conditions on explicit Runge-Kutta schemes up to order 4 (Hairer, Nørsett, Wanner 1993, table
 * II.2.2).
 */
final class OrderConditions {
  private static final double ROUNDING = 1e-14;

  private OrderConditions() {}

  static void require(String title, int order, double[] c, double[][] a, double[] b) {
    requireThat(order >= 1 && order <= 4, title, "order " + order, "1 to 4");
    int stages = b.length;
    requireThat(stages > 0, title, "no stages", "1 or more");
    requireThat(
        c.length == stages && a.length == stages,
        title,
        c.length + " times and " + a.length + " rows for " + stages + " weights",
        "as many of each");
    for (int i = 0; i < stages; i++) {
      requireThat(
          a[i].length == i,
          title,
          a[i].length + " numbers in row " + i,
          i + ", of the stages before");
      requireSum(title, "sum of row " + i, Arrays.stream(a[i]).sum(), c[i]);
    }
    double[] one = new double[stages];
    Arrays.fill(one, 1);
    requireSum(title, "Σ b", dot(b, one), 1);
    if (order >= 2) {
      requireSum(title, "Σ b c", dot(b, c), 1.0 / 2);
    }
    if (order >= 3) {
      requireSum(title, "Σ b c²", dot(b, times(c, c)), 1.0 / 3);
      requireSum(title, "Σ b a c", dot(b, apply(a, c)), 1.0 / 6);
    }
    if (order >= 4) {
      requireSum(title, "Σ b c³", dot(b, times(c, times(c, c))), 1.0 / 4);
      requireSum(title, "Σ b c a c", dot(b, times(c, apply(a, c))), 1.0 / 8);
      requireSum(title, "Σ b a c²", dot(b, apply(a, times(c, c))), 1.0 / 12);
      requireSum(title, "Σ b a a c", dot(b, apply(a, apply(a, c))), 1.0 / 24);
    }
  }

  private static void requireSum(String title, String what, double actual, double expected) {
    requireThat(
        Math.abs(actual - expected) <= ROUNDING, title, what + " = " + actual, "" + expected);
  }

  private static void requireThat(boolean holds, String title, String actual, String expected) {
    if (!holds) {
      throw new InvalidInputException(
          "Butcher tableau of " + title, actual, expected, "correct the numbers or the order");
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double[] times(double[] x, double[] y) {
    double[] product = new double[x.length];
    Arrays.setAll(product, i -> x[i] * y[i]);
    return product;
  }

  private static double[] apply(double[][] a, double[] x) {
    double[] product = new double[x.length];
    Arrays.setAll(product, i -> dot(a[i], x));
    return product;
  }
}
