package org.sciml4j.sindy.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;

/**
 * Trapping SINDy (Kaptanoglu, Callaham, Hansen, Aravkin &amp; Brunton 2021, Phys. Rev. Fluids 6,
 * 094401): min ‖Θ Ξ - Y‖²/2 + ‖A^S(Ξ, m) - A‖²/(2η) over coefficients Ξ whose quadratic terms
 * preserve energy, the origin m and a matrix A with eigenvalues below -γ, one after the other.
 * Coefficients below the threshold are dropped after each convergence.
 *
 * @param columns where the library's constant, linear and quadratic terms are
 * @param threshold smallest coefficient that stays
 * @param eta η; the smaller, the stronger stability is asked for
 * @param gamma γ, the least decay rate asked for
 * @param iterations largest number of rounds
 * @param tolerance relative change of the coefficients at which rounds end
 */
public record Trapping(
    QuadraticColumns columns,
    double threshold,
    double eta,
    double gamma,
    int iterations,
    double tolerance)
    implements SparseRegression {
  /** Checks the settings. */
  public Trapping {
    if (!(eta > 0)) {
      throw new InvalidInputException("eta", eta, "above 0", "give e.g. 1");
    }
    if (!(gamma >= 0)) {
      throw new InvalidInputException("gamma", gamma, "0 or more", "give e.g. 0.1");
    }
  }

  /** η = 1, γ = 0.1, at most 1,000 rounds, to a relative change of 1e-8. */
  public static Trapping of(QuadraticColumns columns, double threshold) {
    return new Trapping(columns, threshold, 1, 0.1, 1000, 1e-8);
  }

  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    if (problem.targets() != columns.variables()) {
      throw new InvalidInputException(
          "targets",
          problem.targets(),
          "one for each of the " + columns.variables() + " variables",
          "fit the derivatives of all variables together");
    }
    Identifiability.of(problem).require();
    LinearConstraints constraints = columns.energyPreserving();
    double[][] w = StackedProblem.of(problem).solve(constraints);
    while (true) {
      int[][] before = StackedProblem.supports(w);
      w = alternate(problem, before, constraints, w);
      double[][] kept = thresholded(w);
      if (count(StackedProblem.supports(kept)) == count(before)) {
        return w;
      }
      w = StackedProblem.of(problem, StackedProblem.supports(kept)).solve(constraints);
    }
  }

  private double[][] alternate(
      LeastSquaresProblem problem,
      int[][] supports,
      LinearConstraints constraints,
      double[][] start) {
    double[][] w = start;
    double[] m = TrappingRegion.of(w, columns, gamma).centre();
    for (int round = 0; round < iterations; round++) {
      RealMatrix wanted =
          TrappingRegion.clipped(TrappingRegion.symmetricPart(w, columns, m), gamma);
      StackedProblem stacked = StackedProblem.of(problem, supports);
      stacked.triangle().absorb(rows(stacked, m, wanted));
      double[][] next = stacked.solve(constraints);
      m = TrappingRegion.nearestShift(next, columns, wanted);
      boolean settled = settled(w, next);
      w = next;
      if (settled) {
        break;
      }
    }
    return w;
  }

  /** The rows (A^S(Ξ, m) - A)/√η, which are linear in the coefficients. */
  private double[][] rows(StackedProblem stacked, double[] m, RealMatrix wanted) {
    int size = stacked.triangle().columns();
    double factor = 1 / Math.sqrt(eta);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < m.length; i++) {
      for (int j = i; j < m.length; j++) {
        double weight = factor * (i == j ? 1 : Math.sqrt(2));
        double[] row = new double[size + 1];
        addShifted(row, stacked.number()[i], m, j, weight / 2);
        addShifted(row, stacked.number()[j], m, i, weight / 2);
        row[size] = weight * wanted.getEntry(i, j);
        rows.add(row);
      }
    }
    return rows.toArray(double[][]::new);
  }

  private void addShifted(double[] row, int[] number, double[] m, int j, double weight) {
    add(row, number[columns.linear()[j]], weight);
    for (int k = 0; k < m.length; k++) {
      add(row, number[columns.quadratic()[j][k]], weight * m[k] * (j == k ? 2 : 1));
    }
  }

  private static void add(double[] row, int number, double value) {
    if (number >= 0) {
      row[number] += value;
    }
  }

  private double[][] thresholded(double[][] w) {
    return Arrays.stream(w)
        .map(row -> Arrays.stream(row).map(x -> Math.abs(x) >= threshold ? x : 0).toArray())
        .toArray(double[][]::new);
  }

  private static int count(int[][] supports) {
    return Arrays.stream(supports).mapToInt(s -> s.length).sum();
  }

  private boolean settled(double[][] before, double[][] after) {
    double change = 0;
    double size = 0;
    for (int t = 0; t < after.length; t++) {
      int target = t;
      change +=
          IntStream.range(0, after[t].length)
              .mapToDouble(j -> square(after[target][j] - before[target][j]))
              .sum();
      size += IntStream.range(0, after[t].length).mapToDouble(j -> square(after[target][j])).sum();
    }
    return change <= square(tolerance) * size;
  }

  private static double square(double x) {
    return x * x;
  }
}
