package org.sciml4j.sindy.weak;

import org.sciml4j.core.InvalidInputException;

/**
 * The test functions of Messenger and Bortz (2021, J. Comput. Phys. 443:110525, equation 9) along
 * one axis: φ(x) = (1 - (x/(mΔ))²)^p for |x| up to mΔ, centred at every {@code stride}-th point.
 *
 * @param halfWidth m, in grid spacings
 * @param degree p
 * @param stride between neighbouring centres, in grid spacings
 */
public record TestFunction(int halfWidth, int degree, int stride) {
  /** What φ usually is one point from its ends. */
  static final double EDGE = 1e-10;

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is below 1
   */
  public TestFunction {
    requirePositive("half-width m of the test function", halfWidth);
    requirePositive("degree p of the test function", degree);
    requirePositive("stride of the test function", stride);
  }

  /**
   * The test function of the least degree that all but vanishes one point from its ends.
   *
   * @param order of the highest derivative that is taken of it
   */
  public static TestFunction vanishing(int halfWidth, int order, int stride) {
    requirePositive("half-width m of the test function", halfWidth);
    double nearEdge = (2.0 * halfWidth - 1) / ((double) halfWidth * halfWidth);
    int degree = halfWidth < 2 ? order + 1 : (int) Math.ceil(Math.log(EDGE) / Math.log(nearEdge));
    return new TestFunction(halfWidth, Math.max(order + 1, degree), stride);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new InvalidInputException(
          name, value, "1 or more", "take about a tenth of the points as half-width");
    }
  }

  /** Number of points where it is known, the ends, at which it is zero, included. */
  public int width() {
    return 2 * halfWidth + 1;
  }

  /**
   * The derivative of an order at -mΔ, ..., mΔ. By Leibniz' rule on (1-y)^p (1+y)^p, which keeps
   * the digits near the ends that powers of y would lose.
   *
   * @throws InvalidInputException if the order is not below the degree: then the derivative does
   *     not vanish at the ends, and integrating by parts leaves something there
   */
  public double[] derivative(int order, double spacing) {
    if (order >= degree) {
      throw new InvalidInputException(
          "degree p of the test function",
          degree,
          "more than the order " + order + " of the derivative",
          "raise the degree or leave out high derivatives");
    }
    double[] values = new double[width()];
    double unit = Math.pow(halfWidth * spacing, -order);
    for (int i = 0; i < values.length; i++) {
      double y = (double) (i - halfWidth) / halfWidth;
      double sum = 0;
      double binomial = 1;
      for (int j = 0; j <= order; j++) {
        sum +=
            binomial
                * (j % 2 == 0 ? 1 : -1)
                * (falling(j) * Math.pow(1 - y, degree - j))
                * (falling(order - j) * Math.pow(1 + y, degree - order + j));
        binomial = binomial * (order - j) / (j + 1);
      }
      values[i] = sum * unit;
    }
    return values;
  }

  /** p (p-1) ... (p-count+1). */
  private double falling(int count) {
    double product = 1;
    for (int i = 0; i < count; i++) {
      product *= degree - i;
    }
    return product;
  }

  /** Number of centres on an axis of some points: on a periodic one all round it. */
  int centres(int points, boolean periodic) {
    int room = periodic ? points : points - 2 * halfWidth;
    return Math.ceilDiv(room, stride);
  }

  /** The point of a centre. */
  int centre(int number, boolean periodic) {
    return number * stride + (periodic ? 0 : halfWidth);
  }
}
