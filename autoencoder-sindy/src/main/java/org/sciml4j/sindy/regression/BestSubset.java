package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;

/**
 * For each number of terms the set of columns with the least squared residual of all sets, by
 * branch and bound: dropping columns from the triangular factor one after the other visits every
 * set, and a branch ends when even all its columns together fit worse than sets already seen
 * (Furnival &amp; Wilson 1974, Technometrics 16, 499; the dropping column algorithm of Gatu &amp;
 * Kontoghiorghes 2006, J. Comput. Graph. Stat. 15, 139).
 *
 * @param size how the number of terms is chosen
 */
public record BestSubset(ModelSize size) implements SparseRegression {
  /** With more columns the number of branches is out of reach. */
  private static final int MOST_COLUMNS = 40;

  /**
   * The best set of each size.
   *
   * @param supports columns in ascending order, for each number of terms from 0
   * @param squaredResiduals of their least-squares fits
   */
  public record Winners(int[][] supports, double[] squaredResiduals) {}

  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    Identifiability.of(problem).require();
    return problem.eachTarget(target -> fit(problem, target));
  }

  private double[] fit(LeastSquaresProblem problem, int target) {
    Winners winners = search(problem, target);
    int terms = size.choose(problem, target, winners.squaredResiduals());
    return Support.leastSquares(problem, target, winners.supports()[terms]);
  }

  /**
   * Searches all sets for one target.
   *
   * @throws InvalidInputException if there are more than 40 columns
   */
  public static Winners search(LeastSquaresProblem problem, int target) {
    int n = problem.columns();
    if (n > MOST_COLUMNS) {
      throw new InvalidInputException(
          "columns", n, "at most " + MOST_COLUMNS, "take another method or a smaller library");
    }
    double[] least = new double[n + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    int[][] supports = new int[n + 1][];
    supports[0] = new int[0];
    least[0] = problem.squaredTarget(target);
    DropColumn root = DropColumn.root(problem.target(target), strongestFirst(problem, target));
    visit(root, 0, least, supports);
    for (int[] support : supports) {
      Arrays.sort(support);
    }
    return new Winners(supports, least);
  }

  /** Columns that a fit without them would miss most come first: they stay in most sets. */
  private static int[] strongestFirst(LeastSquaresProblem problem, int target) {
    double[][] path = new Ssr(new ModelSize.Terms(1), true).path(problem, target);
    return IntStream.range(0, problem.columns())
        .boxed()
        .sorted(
            Comparator.comparingInt(j -> (int) Arrays.stream(path).filter(w -> w[j] == 0).count()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Visits the sets that hold the first {@code fixed} columns of a node and some of the others. */
  private static void visit(DropColumn node, int fixed, double[] least, int[][] supports) {
    int n = node.columns().length;
    for (int k = fixed + 1; k <= n; k++) {
      double residual = node.residualOfFirst(k);
      if (residual < least[k]) {
        least[k] = residual;
        supports[k] = Arrays.copyOf(node.columns(), k);
      }
    }
    for (int drop = n - 2; drop >= fixed; drop--) {
      DropColumn child = node.without(drop);
      if (child.residualOfFirst(n - 1) < worstOf(least, drop + 1, n - 1)) {
        visit(child, drop, least, supports);
      }
    }
  }

  private static double worstOf(double[] least, int from, int to) {
    double worst = 0;
    for (int k = from; k <= to; k++) {
      worst = Math.max(worst, least[k]);
    }
    return worst;
  }
}
