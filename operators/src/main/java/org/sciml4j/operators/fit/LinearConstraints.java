package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.correlation.DoubleDouble;

/**
 * The solutions of {@code C x = d} as {@code particular + basis * t} with orthonormal columns in
 * the basis, the particular solution being the shortest one.
 */
record LinearConstraints(TwiceMatrix particular, TwiceMatrix basis, boolean trivial) {
  private static final double DEPENDENT = 1e-24;

  /** No constraint on {@code n} unknowns. */
  static LinearConstraints none(int n) {
    return new LinearConstraints(new TwiceMatrix(n, 1), TwiceMatrix.identity(n), true);
  }

  /**
   * Solves the equations, each scaled to unit length.
   *
   * @param scale the unknowns are {@code x = scale * coefficient}
   * @throws InvalidInputException if they contradict each other
   */
  static LinearConstraints of(List<LinearEquation> equations, DoubleDouble[] scale) {
    int n = scale.length;
    if (equations.isEmpty()) {
      return none(n);
    }
    List<TwiceMatrix> rows = new ArrayList<>();
    TwiceMatrix particular = new TwiceMatrix(1, n);
    for (LinearEquation equation : equations) {
      TwiceMatrix row = new TwiceMatrix(1, n);
      for (int i = 0; i < n; i++) {
        row.set(0, i, equation.weights()[i].over(scale[i]));
      }
      DoubleDouble length = length(row);
      if (length.value() == 0) {
        requireConsistent(equation, equation.value().value(), 1);
        continue;
      }
      DoubleDouble inverse = DoubleDouble.ONE.over(length);
      row = times(row, inverse);
      DoubleDouble target = equation.value().times(inverse);
      DoubleDouble already = TwiceMatrix.dot(row, 0, particular, 0, 0, n);
      for (int sweep = 0; sweep < 2; sweep++) {
        for (TwiceMatrix known : rows) {
          orthogonalise(row, known);
        }
      }
      DoubleDouble rest = length(row);
      if (rest.value() * rest.value() <= DEPENDENT) {
        requireConsistent(
            equation,
            target.minus(already).value(),
            Math.abs(target.value()) + length(particular).value());
        continue;
      }
      row = times(row, DoubleDouble.ONE.over(rest));
      DoubleDouble step = target.minus(already).over(rest);
      TwiceMatrix.addScaledRow(particular, 0, row, 0, step);
      rows.add(row);
    }
    return new LinearConstraints(particular.transpose(), complement(rows, n), rows.isEmpty());
  }

  /** Orthonormal columns that complete the given orthonormal rows. */
  private static TwiceMatrix complement(List<TwiceMatrix> rows, int n) {
    List<TwiceMatrix> all = new ArrayList<>(rows);
    List<TwiceMatrix> found = new ArrayList<>();
    double[] covered = new double[n];
    rows.forEach(row -> cover(covered, row));
    while (all.size() < n) {
      int best = 0;
      for (int i = 1; i < n; i++) {
        best = covered[i] < covered[best] ? i : best;
      }
      TwiceMatrix candidate = new TwiceMatrix(1, n);
      candidate.set(0, best, DoubleDouble.ONE);
      for (int sweep = 0; sweep < 2; sweep++) {
        for (TwiceMatrix known : all) {
          orthogonalise(candidate, known);
        }
      }
      candidate = times(candidate, DoubleDouble.ONE.over(length(candidate)));
      all.add(candidate);
      found.add(candidate);
      cover(covered, candidate);
    }
    TwiceMatrix basis = new TwiceMatrix(n, found.size());
    for (int j = 0; j < found.size(); j++) {
      for (int i = 0; i < n; i++) {
        basis.set(i, j, found.get(j).get(0, i));
      }
    }
    return basis;
  }

  private static void cover(double[] covered, TwiceMatrix row) {
    for (int i = 0; i < covered.length; i++) {
      covered[i] += row.value(0, i) * row.value(0, i);
    }
  }

  /** Takes the part along a unit vector off a row. */
  private static void orthogonalise(TwiceMatrix row, TwiceMatrix unit) {
    DoubleDouble shared = TwiceMatrix.dot(row, 0, unit, 0, 0, row.columns()).negated();
    if (shared.value() != 0) {
      TwiceMatrix.addScaledRow(row, 0, unit, 0, shared);
    }
  }

  private static TwiceMatrix times(TwiceMatrix row, DoubleDouble factor) {
    TwiceMatrix product = new TwiceMatrix(1, row.columns());
    for (int i = 0; i < row.columns(); i++) {
      product.set(0, i, row.get(0, i).times(factor));
    }
    return product;
  }

  private static DoubleDouble length(TwiceMatrix row) {
    return TwiceMatrix.dot(row, 0, row, 0, 0, row.columns()).squareRoot();
  }

  private static void requireConsistent(LinearEquation equation, double gap, double size) {
    if (Math.abs(gap) > 1e-10 * size) {
      throw new InvalidInputException(
          "constraint",
          equation.reason(),
          "constraints that can hold together",
          "remove it or the ones that contradict it, or use a larger stencil");
    }
  }
}
