package org.sciml4j.sindy.weak;

import java.util.Arrays;
import org.sciml4j.sindy.formulation.RowSink;

/** Rows of equal weight, gathered into blocks before they are handed on. */
final class RowCollector implements WeakAssembly.Sink {
  private static final int ROWS = 2048;

  private final RowSink sink;
  private final double[][] theta;
  private final double[][] targets;
  private final double[] weights;
  private int rows;

  RowCollector(RowSink sink, int terms, int fields, int centres) {
    this.sink = sink;
    int capacity = Math.max(ROWS, centres);
    theta = new double[terms][capacity];
    targets = new double[fields][capacity];
    weights = new double[capacity];
    Arrays.fill(weights, 1);
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

  /** Hands on the rows gathered so far. */
  void flush() {
    if (rows > 0) {
      sink.accept(theta, targets, weights, rows);
      rows = 0;
    }
  }
}
