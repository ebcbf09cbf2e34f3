package org.sciml4j.sindy.regression;

import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.sciml4j.core.InvalidInputException;

/**
 * min ‖R w - z‖ with E w = f and G w ≥ h, for several z (Lawson &amp; Hanson 1974, Solving Least
 * Squares Problems, chapters 20 and 23): with v = R w - z the solution is the point nearest to the
 * origin; equalities leave an affine subspace, and in it the nearest point that satisfies the
 * inequalities follows from non-negative least squares.
 */
final class ConstrainedLeastSquares {
  private static final double TOLERANCE = 1e-12;

  private final double[][] r;
  private final RealMatrix equal;
  private final double[] equalTo;
  private final RealMatrix unequal;
  private final double[] atLeast;
  private final RealMatrix pseudoInverse;
  private final RealMatrix free;

  /**
   * Prepares for one R.
   *
   * @param r upper triangular, over the free coefficients
   * @param number of the coefficient of {@code [target][column]}; below 0 where it is zero
   */
  ConstrainedLeastSquares(double[][] r, LinearConstraints constraints, int[][] number) {
    this.r = r;
    equal = divided(constraints.equalities(), number);
    equalTo = bounds(constraints.equalities());
    unequal = divided(constraints.inequalities(), number);
    atLeast = bounds(constraints.inequalities());
    if (equal == null) {
      pseudoInverse = null;
      free = null;
    } else {
      SingularValueDecomposition svd = new SingularValueDecomposition(equal);
      pseudoInverse = svd.getSolver().getInverse();
      free = complement(svd);
    }
  }

  /**
   * An orthonormal basis, by columns, of the directions that the equalities leave; null if none.
   */
  private static RealMatrix complement(SingularValueDecomposition svd) {
    int n = svd.getV().getRowDimension();
    int rank = svd.getRank();
    if (rank == n) {
      return null;
    }
    RealMatrix range = svd.getV().getSubMatrix(0, n - 1, 0, rank - 1);
    return new QRDecomposition(range).getQ().getSubMatrix(0, n - 1, rank, n - 1);
  }

  /** Rows of the conditions times R⁻¹; null if there are none. */
  private RealMatrix divided(List<LinearConstraints.Condition> conditions, int[][] number) {
    if (conditions.isEmpty()) {
      return null;
    }
    double[][] rows = new double[conditions.size()][r.length];
    for (int i = 0; i < rows.length; i++) {
      for (LinearConstraints.Part part : conditions.get(i).parts()) {
        int at = number[part.target()][part.column()];
        if (at >= 0) {
          rows[i][at] += part.factor();
        }
      }
      NormalEquations.transposed(r, rows[i]);
    }
    return MatrixUtils.createRealMatrix(rows);
  }

  private static double[] bounds(List<LinearConstraints.Condition> conditions) {
    return conditions.stream().mapToDouble(LinearConstraints.Condition::bound).toArray();
  }

  /**
   * The coefficients for one z.
   *
   * @throws InvalidInputException if no coefficients satisfy the conditions
   */
  double[] solve(double[] z) {
    RealVector shift = MatrixUtils.createRealVector(z);
    RealVector v = MatrixUtils.createRealVector(new double[z.length]);
    if (equal != null) {
      RealVector wanted = MatrixUtils.createRealVector(equalTo).subtract(equal.operate(shift));
      v = pseudoInverse.operate(wanted);
      requireMet(equal.operate(v).subtract(wanted).getNorm(), wanted.getNorm());
    }
    if (unequal != null) {
      RealVector wanted =
          MatrixUtils.createRealVector(atLeast)
              .subtract(unequal.operate(shift))
              .subtract(unequal.operate(v));
      if (wanted.getMaxValue() > 0) {
        v = v.add(nearest(wanted));
      }
    }
    double[] w = v.add(shift).toArray();
    NormalEquations.backwards(r, w);
    return w;
  }

  /** The shortest vector in the free directions with G v ≥ wanted. */
  private RealVector nearest(RealVector wanted) {
    boolean fixed = equal != null && free == null;
    RealMatrix g = free == null ? unequal : unequal.multiply(free);
    double[] sizes = new double[g.getRowDimension()];
    int n = g.getColumnDimension();
    double scale = wanted.getLInfNorm();
    RealMatrix e = MatrixUtils.createRealMatrix(n + 1, sizes.length);
    for (int i = 0; i < sizes.length; i++) {
      for (int j = 0; j < n; j++) {
        e.setEntry(j, i, fixed ? 0 : g.getEntry(i, j));
      }
      e.setEntry(n, i, wanted.getEntry(i) / scale);
    }
    RealVector one = MatrixUtils.createRealVector(new double[n + 1]);
    one.setEntry(n, 1);
    RealVector multipliers = MatrixUtils.createRealVector(NonNegative.solve(e, one));
    RealVector residual = e.operate(multipliers).subtract(one);
    requireMet(residual.getNorm() > TOLERANCE ? 0 : 1, 1);
    RealVector direction = residual.getSubVector(0, n).mapMultiply(-scale / residual.getEntry(n));
    return free == null ? direction : free.operate(direction);
  }

  private static void requireMet(double miss, double size) {
    if (miss > Math.sqrt(TOLERANCE) * Math.max(size, Double.MIN_NORMAL)) {
      throw new InvalidInputException(
          "constraints",
          "contradictory",
          "conditions that some coefficients satisfy",
          "drop one, or lower the threshold if it removes terms they need");
    }
  }
}
