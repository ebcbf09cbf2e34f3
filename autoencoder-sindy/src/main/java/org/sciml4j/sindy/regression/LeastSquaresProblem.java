package org.sciml4j.sindy.regression;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;

/**
 * Columns Θ and targets Y, reduced by an orthogonal factorisation Θ = Q R to what least squares
 * needs: for any coefficients ‖Θ w - y‖² = ‖R w - z‖² + ‖y⊥‖² with z = Qᵀ y. Every method of sparse
 * regression works on R and z, whatever the number of rows was.
 *
 * @param names of the columns, for messages
 * @param rows number of rows of Θ
 * @param r the triangular factor, {@code [row][column]}, zero below the diagonal, as many rows as
 *     columns
 * @param z for each target its components in the range of Θ
 * @param outside for each target ‖y⊥‖², which no coefficients explain
 */
public record LeastSquaresProblem(
    List<String> names, long rows, double[][] r, double[][] z, double[] outside) {
  /**
   * Factorises rows held in memory.
   *
   * @param names of the columns
   * @param theta {@code [column][row]}
   * @param y {@code [target][row]}
   * @param weights of the squared residual of each row; null for 1
   * @throws InvalidInputException if lengths differ or a value is not finite
   */
  public static LeastSquaresProblem of(
      List<String> names, double[][] theta, double[][] y, double[] weights) {
    int rows = y.length == 0 ? 0 : y[0].length;
    return new LeastSquaresAccumulator(names, y.length).add(theta, y, weights, 0, rows).problem();
  }

  /** Number of columns. */
  public int columns() {
    return r.length;
  }

  /** Number of targets. */
  public int targets() {
    return z.length;
  }

  /** The problem of one of the targets alone. */
  public LeastSquaresProblem target(int target) {
    return new LeastSquaresProblem(
        names, rows, r, new double[][] {z[target]}, new double[] {outside[target]});
  }

  /** The coefficients {@code [target][column]} of a method that fits one target after another. */
  double[][] eachTarget(IntFunction<double[]> fit) {
    return IntStream.range(0, targets()).mapToObj(fit).toArray(double[][]::new);
  }

  /** The problem with some of the columns only, given in ascending order. */
  public LeastSquaresProblem restrictedTo(int... columns) {
    return Triangle.of(this)
        .select(columns)
        .problem(IntStream.of(columns).mapToObj(names::get).toList(), rows);
  }

  /** The problem of Θ with column j divided by {@code scales[j]}. */
  public LeastSquaresProblem dividedBy(double[] scales) {
    double[][] divided = new double[r.length][r.length];
    for (int i = 0; i < r.length; i++) {
      for (int j = i; j < r.length; j++) {
        divided[i][j] = r[i][j] / scales[j];
      }
    }
    return new LeastSquaresProblem(names, rows, divided, z, outside);
  }

  /** The problem with α‖w‖² added to every squared residual. */
  public LeastSquaresProblem withRidge(double alpha) {
    if (alpha == 0) {
      return this;
    }
    Triangle penalty = Triangle.empty(columns(), targets());
    for (int i = 0; i < columns(); i++) {
      penalty.rows()[i][i] = Math.sqrt(alpha);
    }
    Triangle sum = Triangle.of(this);
    sum.absorb(penalty);
    return sum.problem(names, rows);
  }

  /** The problem of the rows of both. */
  public LeastSquaresProblem and(LeastSquaresProblem other) {
    return new LeastSquaresAccumulator(names, targets()).add(this).add(other).problem();
  }

  /**
   * The least-squares coefficients of a target.
   *
   * @throws InvalidInputException if the columns do not determine them, naming the columns
   */
  public double[] solve(int target) {
    int n = columns();
    double[] w = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = z[target][i];
      for (int j = i + 1; j < n; j++) {
        sum -= r[i][j] * w[j];
      }
      if (r[i][i] == 0) {
        Identifiability.of(this).require();
      }
      w[i] = sum / r[i][i];
    }
    return w;
  }

  /**
   * Standard errors of the least-squares coefficients of a target: the square roots of the diagonal
   * of s² (ΘᵀΘ)⁻¹ with s² = ‖y⊥‖²/(rows - columns).
   */
  public double[] standardErrors(int target) {
    int n = columns();
    double[] errors = new double[n];
    double[] column = new double[n];
    for (int k = 0; k < n; k++) {
      for (int i = k; i >= 0; i--) {
        double sum = i == k ? 1 : 0;
        for (int j = i + 1; j <= k; j++) {
          sum -= r[i][j] * column[j];
        }
        column[i] = sum / r[i][i];
        errors[i] += column[i] * column[i];
      }
    }
    double variance = outside[target] / (rows - n);
    for (int i = 0; i < n; i++) {
      errors[i] = Math.sqrt(variance * errors[i]);
    }
    return errors;
  }

  /**
   * Refuses an equation without terms.
   *
   * @param equation its name, for the message
   * @throws InvalidInputException if all coefficients are zero, telling the largest one of least
   *     squares with all columns
   */
  public void requireTerms(int target, double[] w, String equation) {
    if (Support.of(w).length == 0) {
      throw new InvalidInputException(
          equation,
          "without a term",
          "at least one",
          "lower the threshold; with all terms kept the largest coefficient is "
              + Support.largest(this, target));
    }
  }

  /** ‖Θ w - y‖² for a target. */
  public double squaredResidual(int target, double[] w) {
    double sum = outside[target];
    for (int i = 0; i < r.length; i++) {
      double residual = -z[target][i];
      for (int j = i; j < r.length; j++) {
        residual += r[i][j] * w[j];
      }
      sum += residual * residual;
    }
    return sum;
  }

  /** ‖y‖² of a target. */
  public double squaredTarget(int target) {
    double sum = outside[target];
    for (double component : z[target]) {
      sum += component * component;
    }
    return sum;
  }

  /** The Euclidean norm of a column of Θ. */
  public double columnNorm(int column) {
    return Math.sqrt(
        IntStream.rangeClosed(0, column).mapToDouble(i -> r[i][column] * r[i][column]).sum());
  }

  /** The Euclidean norms of all columns of Θ. */
  public double[] columnNorms() {
    return IntStream.range(0, columns()).mapToDouble(this::columnNorm).toArray();
  }
}
