package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The coefficients of all targets in one vector, so that conditions may join them: the factor R is
 * made of one block per target, over the columns that this target has.
 *
 * @param number of the coefficient of {@code [target][column]}, -1 for columns left out
 * @param triangle R with z beside it
 */
record StackedProblem(int[][] number, Triangle triangle) {
  /** All targets, each with its columns in ascending order. */
  static StackedProblem of(LeastSquaresProblem problem, int[][] supports) {
    int[][] number = new int[supports.length][problem.columns()];
    int size = Arrays.stream(supports).mapToInt(s -> s.length).sum();
    Triangle triangle = Triangle.empty(size, 1);
    int next = 0;
    for (int t = 0; t < supports.length; t++) {
      Arrays.fill(number[t], -1);
      LeastSquaresProblem block = problem.target(t).restrictedTo(supports[t]);
      for (int i = 0; i < supports[t].length; i++) {
        double[] row = triangle.rows()[next + i];
        System.arraycopy(block.r()[i], 0, row, next, block.columns());
        row[size] = block.z()[0][i];
        number[t][supports[t][i]] = next + i;
      }
      next += supports[t].length;
    }
    return new StackedProblem(number, triangle);
  }

  /** All targets with all columns. */
  static StackedProblem of(LeastSquaresProblem problem) {
    int[] all = Support.all(problem.columns());
    return of(
        problem, IntStream.range(0, problem.targets()).mapToObj(t -> all).toArray(int[][]::new));
  }

  /** The best coefficients that satisfy the constraints, {@code [target][column]}. */
  double[][] solve(LinearConstraints constraints) {
    LeastSquaresProblem stacked = problem();
    return byTarget(
        new ConstrainedLeastSquares(stacked.r(), constraints, number).solve(stacked.z()[0]));
  }

  /** R and z with columns that have no names. */
  LeastSquaresProblem problem() {
    return triangle.problem(
        IntStream.range(0, triangle.columns()).mapToObj(i -> "w" + i).toList(), 0);
  }

  /** A vector of coefficients as {@code [target][column]}. */
  double[][] byTarget(double[] w) {
    return Arrays.stream(number)
        .map(row -> IntStream.of(row).mapToDouble(i -> i < 0 ? 0 : w[i]).toArray())
        .toArray(double[][]::new);
  }

  /** Columns with coefficients other than zero, per target. */
  static int[][] supports(double[][] w) {
    return List.of(w).stream().map(Support::of).toArray(int[][]::new);
  }
}
