package org.sciml4j.sindy.formulation;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.expression.Evaluator;

/** Evaluates terms block by block at the samples where nothing is missing. */
final class CompleteRows {
  private static final int BLOCK = 16384;

  private final double[][] inputs;
  private final double[][] targets;
  private final Trajectory trajectory;

  /**
   * Keeps what rows are made of.
   *
   * @param inputs values of variables that vary, {@code [variable][sample]}; parameters are added
   * @param targets {@code [state][sample]}
   */
  CompleteRows(List<double[]> inputs, List<double[]> targets, Trajectory trajectory) {
    this.inputs = inputs.toArray(double[][]::new);
    this.targets = targets.toArray(double[][]::new);
    this.trajectory = trajectory;
  }

  /** Hands on the rows and tells how many there were. */
  long handOn(Evaluator terms, RowSink sink) {
    double[] parameters =
        trajectory.parameters().values().stream().mapToDouble(Double::doubleValue).toArray();
    int samples = targets[0].length;
    int block = Math.min(BLOCK, samples);
    double[][] in = new double[inputs.length + parameters.length][block];
    for (int p = 0; p < parameters.length; p++) {
      Arrays.fill(in[inputs.length + p], parameters[p]);
    }
    double[][] y = new double[targets.length][block];
    double[][] theta = new double[terms.outputs()][block];
    double[] weights = new double[block];
    long total = 0;
    int row = 0;
    for (int i = 0; i < samples; i++) {
      if (isComplete(i)) {
        for (int v = 0; v < inputs.length; v++) {
          in[v][row] = inputs[v][i];
        }
        for (int s = 0; s < targets.length; s++) {
          y[s][row] = targets[s][i];
        }
        weights[row++] = trajectory.weight(i);
      }
      if (row > 0 && (row == block || i == samples - 1)) {
        terms.evaluate(in, 0, row, theta, 0);
        sink.accept(theta, y, weights, row);
        total += row;
        row = 0;
      }
    }
    return total;
  }

  private boolean isComplete(int sample) {
    for (double[] column : inputs) {
      if (Double.isNaN(column[sample])) {
        return false;
      }
    }
    for (double[] column : targets) {
      if (Double.isNaN(column[sample])) {
        return false;
      }
    }
    return true;
  }
}
