package org.sciml4j.sindy.weak;

import java.util.List;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.regression.LeastSquaresAccumulator;
import org.sciml4j.sindy.regression.LeastSquaresProblem;

/** Rows of equal weight, gathered into blocks for the factorisation. */
final class RowCollector implements WeakAssembly.Sink {
  private static final int ROWS = 2048;

  private final LeastSquaresAccumulator accumulator;
  private final double[][] theta;
  private final double[][] targets;
  private int rows;

  RowCollector(List<Expression> terms, int fields, int centres) {
    accumulator =
        new LeastSquaresAccumulator(terms.stream().map(Expression::text).toList(), fields);
    int capacity = Math.max(ROWS, centres);
    theta = new double[terms.size()][capacity];
    targets = new double[fields][capacity];
  }

  @Override
  public void rows(int number, double[][] sums) {
    int centres = sums[0].length;
    if (rows + centres > targets[0].length) {
      flush();
    }
    for (int slot = 0; slot < sums.length; slot++) {
      double[] column = slot < theta.length ? theta[slot] : targets[slot - theta.length];
      System.arraycopy(sums[slot], 0, column, rows, centres);
    }
    rows += centres;
  }

  private void flush() {
    if (rows > 0) {
      accumulator.add(theta, targets, null, 0, rows);
      rows = 0;
    }
  }

  /** The problem of all rows. */
  LeastSquaresProblem problem() {
    flush();
    return accumulator.problem();
  }
}
