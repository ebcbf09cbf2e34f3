package org.sciml4j.pde.discretization;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.hipparchus.linear.Array2DRowFieldMatrix;
import org.hipparchus.linear.ArrayFieldVector;
import org.hipparchus.linear.FieldLUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.sciml4j.core.InvalidInputException;

/**
 * All coefficients c for which {@code Σ c_j u_j} is the d-th derivative at the origin, in units of
 * the grid, for every polynomial of degree below {@code d + p}: {@code A c = b}, one row of A for
 * each monomial, {@code b_m = d! δ_md}.
 *
 * <pre>
 * Y. Bar-Sinai, S. Hoyer, J. Hickey, M. P. Brenner, Learning data-driven discretizations for
 * partial differential equations, Proc. Natl. Acad. Sci. 116 (2019) 15344-15349, equations 4-6
 * </pre>
 *
 * @param sampling what the u_j are
 * @param derivative d, 0 for the function itself
 * @param accuracy p, 1 or more
 * @param nodes where the u_j are, seen from the origin
 */
public record AccuracyConstraints(
    Sampling sampling, int derivative, int accuracy, List<BigFraction> nodes) {
  /**
   * Checks that there are enough nodes.
   *
   * @throws InvalidInputException if there are fewer than d + p, two are the same, d is negative or
   *     p below 1
   */
  public AccuracyConstraints {
    nodes = List.copyOf(nodes);
    if (derivative < 0 || accuracy < 1) {
      throw new InvalidInputException(
          "derivative and accuracy",
          derivative + " and " + accuracy,
          "0 or more and 1 or more",
          "correct them");
    }
    if (nodes.stream().distinct().count() < derivative + accuracy) {
      throw new InvalidInputException(
          "nodes",
          nodes.size() + " for derivative " + derivative + " of accuracy " + accuracy,
          derivative + accuracy + " different ones or more",
          "widen the stencil or lower the accuracy");
    }
    if (nodes.stream().distinct().count() < nodes.size()) {
      throw new InvalidInputException("nodes", nodes, "each once", "leave out the second");
    }
  }

  /** Coefficients that the constraints leave free. */
  public int free() {
    return nodes.size() - derivative - accuracy;
  }

  /** A, {@code [d + p, nodes]}. */
  public double[][] matrix() {
    return IntStream.range(0, derivative + accuracy)
        .mapToObj(
            power ->
                nodes.stream()
                    .mapToDouble(node -> sampling.moment(node, power).doubleValue())
                    .toArray())
        .toArray(double[][]::new);
  }

  /** The coefficients of highest accuracy, exactly. */
  public List<BigFraction> highestAccuracy() {
    int n = nodes.size();
    BigFraction[][] all = new BigFraction[n][n];
    BigFraction[] right = new BigFraction[n];
    BigFraction factorial = BigFraction.ONE;
    for (int power = 0; power < n; power++) {
      for (int j = 0; j < n; j++) {
        all[power][j] = sampling.moment(nodes.get(j), power);
      }
      factorial = power == 0 ? factorial : factorial.multiply(power);
      right[power] = power == derivative ? factorial : BigFraction.ZERO;
    }
    BigFractionField field = BigFractionField.getInstance();
    return Arrays.asList(
        new FieldLUDecomposition<>(new Array2DRowFieldMatrix<>(field, all))
            .getSolver()
            .solve(new ArrayFieldVector<>(field, right))
            .toArray());
  }

  /** Orthonormal directions in which coefficients may change, {@code [free, nodes]}. */
  public double[][] nullSpace() {
    if (free() == 0) {
      return new double[0][nodes.size()];
    }
    int n = nodes.size();
    RealMatrix square = MatrixUtils.createRealMatrix(n, n);
    square.setSubMatrix(matrix(), 0, 0);
    RealMatrix v = new SingularValueDecomposition(square).getV();
    return IntStream.range(n - free(), n).mapToObj(v::getColumn).toArray(double[][]::new);
  }
}
