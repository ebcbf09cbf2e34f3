package org.sciml4j.operators.fit;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sciml4j.core.correlation.DoubleDouble;

/**
 * {@code P A Pᵀ = L Lᵀ} of a symmetric positive semidefinite matrix with diagonal pivoting, in
 * twice the working precision. It stops where no pivot exceeds the tolerance, which reveals the
 * rank.
 *
 * <pre>
 * N. J. Higham, Analysis of the Cholesky decomposition of a semi-definite matrix, in: Reliable
 * Numerical Computation, Oxford University Press, 1990
 * </pre>
 */
final class PivotedCholesky {
  private final TwiceMatrix a;
  private final TwiceMatrix l;
  private final int[] order;
  private final int rank;

  /**
   * Factors a matrix.
   *
   * @param tolerance the smallest pivot that counts, absolute
   */
  PivotedCholesky(TwiceMatrix matrix, double tolerance) {
    a = matrix;
    int n = matrix.rows();
    l = new TwiceMatrix(n, n);
    order = IntStream.range(0, n).toArray();
    DoubleDouble[] rest = new DoubleDouble[n];
    for (int i = 0; i < n; i++) {
      rest[i] = matrix.get(i, i);
    }
    int k = 0;
    for (; k < n; k++) {
      int pivot = largest(rest, k);
      if (!(rest[pivot].value() > tolerance)) {
        break;
      }
      swap(rest, k, pivot);
      DoubleDouble root = rest[k].squareRoot();
      l.set(k, k, root);
      for (int i = k + 1; i < n; i++) {
        DoubleDouble entry =
            a.get(order[i], order[k]).minus(TwiceMatrix.dot(l, i, l, k, 0, k)).over(root);
        l.set(i, k, entry);
        rest[i] = rest[i].minus(entry.times(entry));
      }
    }
    rank = k;
  }

  int rank() {
    return rank;
  }

  /** Numbers of the rows of A in the order of the pivots. */
  int[] order() {
    return order.clone();
  }

  /** {@code L11^-1} times the leading pivot rows of {@code b}: {@code rank} rows. */
  TwiceMatrix forward(TwiceMatrix b) {
    TwiceMatrix turned = new TwiceMatrix(b.columns(), rank);
    for (int column = 0; column < b.columns(); column++) {
      for (int i = 0; i < rank; i++) {
        DoubleDouble known = TwiceMatrix.dot(l, i, turned, column, 0, i);
        turned.set(column, i, b.get(order[i], column).minus(known).over(l.get(i, i)));
      }
    }
    return turned.transpose();
  }

  /** {@code L11^-T y}, put back into the order of A with zeros beyond the rank. */
  TwiceMatrix backward(TwiceMatrix y) {
    TwiceMatrix upper = l.transpose();
    TwiceMatrix turned = new TwiceMatrix(y.columns(), rank);
    TwiceMatrix x = new TwiceMatrix(order.length, y.columns());
    for (int column = 0; column < y.columns(); column++) {
      for (int i = rank - 1; i >= 0; i--) {
        DoubleDouble known = TwiceMatrix.dot(upper, i, turned, column, i + 1, rank);
        turned.set(column, i, y.get(i, column).minus(known).over(l.get(i, i)));
        x.set(order[i], column, turned.get(column, i));
      }
    }
    return x;
  }

  /** A solution of {@code A x = b} with zeros beyond the rank. */
  TwiceMatrix solve(TwiceMatrix b) {
    return backward(forward(b));
  }

  /** Columns that span the null space of A; none where it has full rank. */
  TwiceMatrix nullSpace() {
    int n = order.length;
    TwiceMatrix basis = new TwiceMatrix(n, n - rank);
    TwiceMatrix upper = l.transpose();
    for (int column = 0; column < n - rank; column++) {
      TwiceMatrix z = new TwiceMatrix(1, rank);
      for (int i = rank - 1; i >= 0; i--) {
        DoubleDouble known = TwiceMatrix.dot(upper, i, z, 0, i + 1, rank);
        z.set(0, i, l.get(rank + column, i).negated().minus(known).over(l.get(i, i)));
        basis.set(order[i], column, z.get(0, i));
      }
      basis.set(order[rank + column], column, DoubleDouble.ONE);
    }
    return basis;
  }

  /** Ratio of the largest to the smallest eigenvalue of A on the columns within the rank. */
  double condition() {
    if (rank == 0) {
      return Double.POSITIVE_INFINITY;
    }
    int[] leading = IntStream.range(0, rank).map(i -> order[i]).toArray();
    TwiceMatrix block = a.select(leading, leading);
    double largest = growth(x -> block.times(x));
    double inverse = growth(x -> leading(solve(scatter(x, leading)), leading));
    return largest * inverse;
  }

  private TwiceMatrix scatter(TwiceMatrix x, int[] leading) {
    TwiceMatrix full = new TwiceMatrix(order.length, 1);
    for (int i = 0; i < leading.length; i++) {
      full.set(leading[i], 0, x.get(i, 0));
    }
    return full;
  }

  private static TwiceMatrix leading(TwiceMatrix full, int[] leading) {
    return full.select(leading, new int[] {0});
  }

  /** The largest eigenvalue of a symmetric positive map, by power iteration. */
  private double growth(UnaryOperator<TwiceMatrix> map) {
    TwiceMatrix x = new TwiceMatrix(rank, 1);
    for (int i = 0; i < rank; i++) {
      x.set(i, 0, DoubleDouble.of(1 + 0.1 * ((i * 7) % 5) * ((i & 1) == 0 ? 1 : -1)));
    }
    double growth = 0;
    for (int step = 0; step < 30; step++) {
      double norm = norm(x);
      TwiceMatrix next = map.apply(x.times(1 / norm));
      double now = norm(next);
      boolean settled = Math.abs(now - growth) <= 1e-3 * now;
      growth = now;
      x = next;
      if (settled && step > 3) {
        break;
      }
    }
    return growth;
  }

  private static double norm(TwiceMatrix x) {
    double squares = 0;
    for (int i = 0; i < x.rows(); i++) {
      squares += x.value(i, 0) * x.value(i, 0);
    }
    return Math.sqrt(squares);
  }

  private static int largest(DoubleDouble[] rest, int from) {
    int best = from;
    for (int i = from + 1; i < rest.length; i++) {
      if (rest[i].value() > rest[best].value()) {
        best = i;
      }
    }
    return best;
  }

  private void swap(DoubleDouble[] rest, int i, int j) {
    DoubleDouble d = rest[i];
    rest[i] = rest[j];
    rest[j] = d;
    int o = order[i];
    order[i] = order[j];
    order[j] = o;
    l.swapRows(i, j);
  }
}
