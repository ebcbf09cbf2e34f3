package org.sciml4j.operators.fit;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.correlation.DoubleDouble;

/**
 * Minimises {@code |A x - b|² + ridge |D x|²} subject to linear equations, from the products {@code
 * AᵀA}, {@code Aᵀb}; D holds the lengths of the columns of A. Because the products and the solution
 * are carried in twice the working precision, the result is as accurate as an orthogonal
 * factorisation of A in working precision for condition numbers up to 1/epsilon.
 *
 * <pre>
 * G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., 2013, sections 5.3.8, 5.5, 6.2.3 (null-space method)
 * </pre>
 *
 * @param solution the coefficients; the shortest, on scaled columns, where several are as good
 * @param inverse change of the coefficients per change of {@code Aᵀb}
 * @param spread the covariance of the coefficients for unit variance of independent errors in b
 * @param freedom number of directions the data determined
 * @param condition condition number of the constrained A with columns scaled to unit length
 * @param undetermined columns that span the changes of the coefficients that A does not see
 * @param determined rows that span the combinations of coefficients that A does see; empty where
 *     nothing is undetermined
 */
record LeastSquares(
    DoubleDouble[] solution,
    TwiceMatrix inverse,
    TwiceMatrix spread,
    int freedom,
    double condition,
    TwiceMatrix undetermined,
    TwiceMatrix determined) {

  /**
   * Solves.
   *
   * @param products {@code AᵀA}
   * @param right {@code Aᵀb}
   * @param tolerance length, relative to a column's, below which a combination of columns is zero
   */
  static LeastSquares solve(
      TwiceMatrix products,
      DoubleDouble[] right,
      List<LinearEquation> equations,
      double ridge,
      double tolerance) {
    int n = right.length;
    ScaledGram scaled = ScaledGram.of(products);
    TwiceMatrix gram = scaled.products();
    TwiceMatrix rhs = new TwiceMatrix(n, 1);
    for (int i = 0; i < n; i++) {
      rhs.set(i, 0, right[i]);
    }
    rhs = scaled.over(rhs);
    LinearConstraints space = LinearConstraints.of(equations, scaled.lengths());
    TwiceMatrix basis = space.basis();
    TwiceMatrix turned = basis.transpose();
    TwiceMatrix reduced = space.trivial() ? gram : turned.times(gram).times(basis);
    TwiceMatrix regularised = space.trivial() ? gram.times(1) : reduced.times(1);
    for (int i = 0; i < regularised.rows(); i++) {
      regularised.add(i, i, DoubleDouble.of(ridge));
    }
    TwiceMatrix rest = rhs.minus(gram.times(space.particular()));
    TwiceMatrix reducedRight = space.trivial() ? rest : turned.times(rest);

    PivotedCholesky factor = new PivotedCholesky(regularised, tolerance * tolerance);
    TwiceMatrix missing = orthonormal(factor.nullSpace());
    TwiceMatrix t = without(missing, factor.solve(reducedRight));
    TwiceMatrix inverse =
        without(missing, without(missing, inverse(factor, regularised.rows())).transpose());
    TwiceMatrix unit = ridge == 0 ? inverse : inverse.times(reduced).times(inverse);

    TwiceMatrix x = space.particular().plus(space.trivial() ? t : basis.times(t));
    TwiceMatrix unscaled = scaled.over(x);
    DoubleDouble[] solution = new DoubleDouble[n];
    Arrays.setAll(solution, i -> unscaled.get(i, 0));
    TwiceMatrix full = scaled.overBoth(space.trivial() ? inverse : lifted(inverse, basis));
    double condition = Math.sqrt(factor.condition());
    return new LeastSquares(
        solution,
        full,
        ridge == 0 ? full : scaled.overBoth(space.trivial() ? unit : lifted(unit, basis)),
        factor.rank(),
        missing.columns() > 0 ? Double.POSITIVE_INFINITY : condition,
        scaled.over(basis.times(missing)),
        missing.columns() > 0
            ? unscaledRows(complement(missing).transpose().times(turned), scaled.lengths())
            : new TwiceMatrix(0, n));
  }

  private static TwiceMatrix inverse(PivotedCholesky factor, int n) {
    return factor.solve(TwiceMatrix.identity(n));
  }

  /** {@code basis * inner * basisᵀ}. */
  private static TwiceMatrix lifted(TwiceMatrix inner, TwiceMatrix basis) {
    return basis.times(inner).times(basis.transpose());
  }

  /** Modified Gram-Schmidt, twice. */
  private static TwiceMatrix orthonormal(TwiceMatrix columns) {
    TwiceMatrix rows = columns.transpose();
    for (int i = 0; i < rows.rows(); i++) {
      for (int sweep = 0; sweep < 2; sweep++) {
        for (int k = 0; k < i; k++) {
          DoubleDouble shared = TwiceMatrix.dot(rows, i, rows, k, 0, rows.columns());
          TwiceMatrix.addScaledRow(rows, i, rows, k, shared.negated());
        }
      }
      DoubleDouble length = TwiceMatrix.dot(rows, i, rows, i, 0, rows.columns()).squareRoot();
      for (int j = 0; j < rows.columns(); j++) {
        rows.set(i, j, rows.get(i, j).over(length));
      }
    }
    return rows.transpose();
  }

  /** The columns of {@code x} less their parts along orthonormal {@code directions}. */
  private static TwiceMatrix without(TwiceMatrix directions, TwiceMatrix x) {
    return directions.columns() == 0
        ? x
        : x.minus(directions.times(directions.transpose().times(x)));
  }

  /** Orthonormal columns that complete the given orthonormal columns. */
  private static TwiceMatrix complement(TwiceMatrix directions) {
    TwiceMatrix projector =
        TwiceMatrix.identity(directions.rows()).minus(directions.times(directions.transpose()));
    PivotedCholesky factor = new PivotedCholesky(projector, 1e-20);
    int[] all = new int[projector.rows()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    int[] leading = Arrays.copyOf(factor.order(), factor.rank());
    return orthonormal(projector.select(all, leading));
  }

  private static TwiceMatrix unscaledRows(TwiceMatrix rows, DoubleDouble[] scale) {
    TwiceMatrix result = new TwiceMatrix(rows.rows(), rows.columns());
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < rows.columns(); j++) {
        result.set(i, j, rows.get(i, j).times(scale[j]));
      }
    }
    return result;
  }
}
