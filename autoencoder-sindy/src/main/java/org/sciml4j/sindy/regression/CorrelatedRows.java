package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * Generalised least squares of rows that come in slabs of one size, whose noise is correlated
 * within a slab and with that of a few slabs before. The covariance is factorised slab by slab, C =
 * L Lᵀ, and L⁻¹ Θ and L⁻¹ y go to a {@link LeastSquaresAccumulator}: the coefficients minimise (Θ w
 * - y)ᵀ C⁻¹ (Θ w - y). Memory is for the slabs that are correlated with the next, however many
 * there are in all.
 */
public final class CorrelatedRows {
  /** What is added to each variance, relative to it, against rounding in dependent rows. */
  private static final double NUGGET = 1e-9;

  private final int slab;
  private final int reach;
  private final int width;
  private final int window;

  /** Rows {@code [Lᵀ | L⁻¹ Θ | L⁻¹ y]} of the slabs before, the oldest first. */
  private final double[][] factor;

  /** Columns {@code [L | Θ | y]} of the next slab. */
  private final double[] columns;

  private final double[] transposed;
  private final double[][] own;
  private final double[][] theta;
  private final double[][] target;
  private final RightSolve solve = RightSolve.selected();
  private final Gram gram = Gram.selected();
  private final LeastSquaresAccumulator accumulator;

  /**
   * Begins with no rows.
   *
   * @param names of the columns
   * @param slab number of rows of a slab
   * @param reach number of slabs before a slab whose noise is correlated with its own
   */
  public CorrelatedRows(List<String> names, int slab, int reach) {
    this.slab = slab;
    this.reach = reach;
    width = names.size() + 1;
    window = reach * slab;
    factor = new double[window][window + width];
    for (int i = 0; i < window; i++) {
      factor[i][i] = 1;
    }
    columns = new double[(window + width) * slab];
    transposed = new double[window * slab];
    own = new double[slab][slab];
    theta = new double[names.size()][slab];
    target = new double[1][slab];
    accumulator = new LeastSquaresAccumulator(names, 1);
  }

  /**
   * Adds a slab.
   *
   * @param rows {@code [column][row]} of Θ, and then of y
   * @param covariance for the slab itself, and then for the one before it, the one before that and
   *     so on, the covariance of each of its rows with each of theirs: {@code [slab][row · slab +
   *     row of the other]}; zero for slabs before the first
   * @throws InvalidInputException if the covariance is not positive
   */
  public void add(double[][] rows, double[][] covariance) {
    load(rows, covariance);
    if (window > 0) {
      solve.divide(columns, slab, slab, factor, window);
      subtractExplained();
    }
    decompose();
    whiten();
    accumulator.add(theta, target);
    if (window > 0) {
      shift();
    }
  }

  private void load(double[][] rows, double[][] covariance) {
    for (int before = 0; before < reach; before++) {
      double[] block = covariance[before + 1];
      int at = (reach - 1 - before) * slab;
      for (int other = 0; other < slab; other++) {
        for (int row = 0; row < slab; row++) {
          columns[(at + other) * slab + row] = block[row * slab + other];
        }
      }
    }
    for (int column = 0; column < width; column++) {
      System.arraycopy(rows[column], 0, columns, (window + column) * slab, slab);
    }
    for (int row = 0; row < slab; row++) {
      System.arraycopy(covariance[0], row * slab, own[row], 0, slab);
      own[row][row] *= 1 + NUGGET;
    }
  }

  /** Leaves the covariance that the slabs before do not explain: C - L Lᵀ. */
  private void subtractExplained() {
    for (int i = 0; i < window; i++) {
      for (int row = 0; row < slab; row++) {
        transposed[row * window + i] = columns[i * slab + row];
      }
    }
    double[][] explained = new double[slab][slab];
    gram.compute(transposed, window, window, slab, explained);
    for (int i = 0; i < slab; i++) {
      for (int j = i; j < slab; j++) {
        own[i][j] -= explained[i][j];
      }
    }
  }

  /** The upper Cholesky factor of the rest, in its place. */
  private void decompose() {
    for (int k = 0; k < slab; k++) {
      double[] row = own[k];
      for (int i = 0; i < k; i++) {
        double multiple = own[i][k];
        double[] above = own[i];
        for (int j = k; j < slab; j++) {
          row[j] -= multiple * above[j];
        }
      }
      if (!(row[k] > 0)) {
        throw new InvalidInputException(
            "covariance of the rows",
            "of a rank below " + slab,
            "positive",
            "take fewer rows that overlap: a larger stride or narrower test functions");
      }
      double root = Math.sqrt(row[k]);
      for (int j = k; j < slab; j++) {
        row[j] /= root;
      }
    }
  }

  private void whiten() {
    for (int column = 0; column < width; column++) {
      double[] to = column == width - 1 ? target[0] : theta[column];
      System.arraycopy(columns, (window + column) * slab, to, 0, slab);
      for (int i = 0; i < slab; i++) {
        to[i] /= own[i][i];
        for (int j = i + 1; j < slab; j++) {
          to[j] -= own[i][j] * to[i];
        }
      }
    }
  }

  /** Forgets the oldest slab and puts the newest at the end of the factor. */
  private void shift() {
    int kept = window - slab;
    for (int i = 0; i < kept; i++) {
      double[] from = factor[i + slab];
      System.arraycopy(from, slab, factor[i], 0, kept);
      System.arraycopy(from, window, factor[i], window, width);
    }
    for (int i = 0; i < kept; i++) {
      System.arraycopy(columns, (i + slab) * slab, factor[i], kept, slab);
    }
    for (int i = 0; i < slab; i++) {
      double[] row = factor[kept + i];
      Arrays.fill(row, 0);
      System.arraycopy(own[i], i, row, kept + i, slab - i);
      for (int column = 0; column < width - 1; column++) {
        row[window + column] = theta[column][i];
      }
      row[window + width - 1] = target[0][i];
    }
  }

  /** The problem of all rows so far, their noise made independent and of unit variance. */
  public LeastSquaresProblem problem() {
    return accumulator.problem();
  }
}
