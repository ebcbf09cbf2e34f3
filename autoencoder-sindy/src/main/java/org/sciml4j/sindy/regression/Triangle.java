package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.List;

/**
 * The triangular factor R with the targets z beside it, as rows {@code [R | z]} that reflections
 * can work on.
 *
 * @param rows as many rows as columns of R, each with the columns of R and then the targets
 * @param columns number of columns of R
 * @param outside for each target the sum of squares beyond the rows
 */
record Triangle(double[][] rows, int columns, double[] outside) {
  /** No rows seen yet. */
  static Triangle empty(int columns, int targets) {
    return new Triangle(new double[columns][columns + targets], columns, new double[targets]);
  }

  /** A copy of a problem's factor. */
  static Triangle of(LeastSquaresProblem problem) {
    int columns = problem.columns();
    int targets = problem.targets();
    double[][] rows = new double[columns][columns + targets];
    for (int i = 0; i < columns; i++) {
      System.arraycopy(problem.r()[i], i, rows[i], i, columns - i);
      for (int t = 0; t < targets; t++) {
        rows[i][columns + t] = problem.z()[t][i];
      }
    }
    return new Triangle(rows, columns, problem.outside().clone());
  }

  /** Adds dense rows {@code [Θ | Y]}, which are overwritten. */
  void absorb(double[][] block) {
    double[] sums = new double[columns + outside.length];
    for (int k = 0; k < columns; k++) {
      Reflection.eliminate(rows[k], block, 0, block.length, k, sums);
    }
    leaveOutside(block, 0);
  }

  /** Adds the rows of another triangle, which are overwritten. */
  void absorb(Triangle other) {
    double[] sums = new double[columns + outside.length];
    for (int k = 0; k < columns; k++) {
      Reflection.eliminate(rows[k], other.rows, 0, k + 1, k, sums);
    }
    leaveOutside(other.rows, 0);
    for (int t = 0; t < outside.length; t++) {
      outside[t] += other.outside[t];
    }
  }

  /** The factor of fewer columns, given in ascending order. */
  Triangle select(int[] kept) {
    int targets = outside.length;
    int height = kept.length == 0 ? 0 : kept[kept.length - 1] + 1;
    double[][] selected = new double[columns][kept.length + targets];
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < kept.length; j++) {
        selected[i][j] = rows[i][kept[j]];
      }
      System.arraycopy(rows[i], columns, selected[i], kept.length, targets);
    }
    double[] sums = new double[kept.length + targets];
    for (int k = 0; k < kept.length && k < height; k++) {
      Reflection.eliminate(selected[k], selected, k + 1, kept[k] + 1, k, sums);
    }
    double[][] top = Arrays.copyOf(selected, kept.length);
    Triangle result = new Triangle(top, kept.length, outside.clone());
    result.leaveOutside(selected, kept.length);
    return result;
  }

  private void leaveOutside(double[][] remainder, int from) {
    for (int i = from; i < remainder.length; i++) {
      for (int t = 0; t < outside.length; t++) {
        double value = remainder[i][columns + t];
        outside[t] += value * value;
      }
    }
  }

  /** The least-squares problem with this factor. */
  LeastSquaresProblem problem(List<String> names, long count) {
    double[][] r = new double[columns][];
    double[][] z = new double[outside.length][columns];
    for (int i = 0; i < columns; i++) {
      r[i] = Arrays.copyOf(rows[i], columns);
      for (int t = 0; t < outside.length; t++) {
        z[t][i] = rows[i][columns + t];
      }
    }
    return new LeastSquaresProblem(names, count, r, z, outside.clone());
  }
}
