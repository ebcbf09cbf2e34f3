package org.sciml4j.sindy.pde;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;

/**
 * Derivatives of the polynomial that fits the values around a point best, for noisy data as in Rudy
 * et al. (2017, supplement, section 1). Values themselves stay as they are: smoothing them too
 * would blunt steep fronts. Points whose neighbourhood sticks out of the axis are not used.
 *
 * @param halfWidth number of neighbours on either side
 * @param degree of the polynomial, below the number of points
 */
public record LocalPolynomial(int halfWidth, int degree) implements LocalDerivative {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if the points do not determine the polynomial
   */
  public LocalPolynomial {
    if (halfWidth < 1 || degree < 0 || degree > 2 * halfWidth) {
      throw new InvalidInputException(
          "degree of the local polynomial",
          degree,
          "0 to twice the half-width " + halfWidth,
          "take more neighbours or a lower degree");
    }
  }

  @Override
  public int reach(int order) {
    return order == 0 ? 0 : halfWidth;
  }

  @Override
  public int margin() {
    return halfWidth;
  }

  @Override
  public int endCount(int order) {
    return 2 * reach(order) + 1;
  }

  @Override
  public double[] weights(int order, int left, int count) {
    if (order > degree) {
      throw new InvalidInputException(
          "degree of the local polynomial",
          degree,
          "at least the order " + order + " of the derivative",
          "raise the degree");
    }
    if (order == 0) {
      return new double[] {1};
    }
    RealMatrix powers = new Array2DRowRealMatrix(count, degree + 1);
    for (int row = 0; row < count; row++) {
      double y = (double) (row - left) / halfWidth;
      for (int power = 0; power <= degree; power++) {
        powers.setEntry(row, power, Math.pow(y, power));
      }
    }
    double[] weights = new QRDecomposition(powers).getSolver().getInverse().getRow(order);
    double unit = 1;
    for (int factor = 1; factor <= order; factor++) {
      unit *= (double) factor / halfWidth;
    }
    for (int j = 0; j < count; j++) {
      weights[j] *= unit;
    }
    return weights;
  }
}
