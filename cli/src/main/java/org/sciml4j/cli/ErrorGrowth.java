package org.sciml4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.sciml4j.cli.figure.ErrorGrowthFigure;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.stepper.Stepper;
import org.sciml4j.pde.stepper.UnstableStep;

/**
 * How far rollouts depart from data: {@code √(mean of (û - u)² / var u)} over points and variables.
 *
 * @param dt the step
 * @param errors {@code [start][step]}, from one step on; NaN where a rollout was not finite
 */
record ErrorGrowth(double dt, double[][] errors) {
  private static final int MOST_STARTS = 20;

  /**
   * Rolls out from frames spread evenly.
   *
   * @param from first frame
   * @param steps of each rollout, fewer than there are frames from the first on
   */
  static ErrorGrowth of(StepModel model, FieldSeries data, int from, int steps) {
    double[] variances = data.variances();
    double[] mask = model.mask().map(Tensor::toDoubles).orElse(null);
    int last = data.frames() - 1 - steps;
    int starts = Math.min(MOST_STARTS, last - from + 1);
    List<double[]> all = new ArrayList<>();
    try (ProgressLine progress = new ProgressLine("scoring", "rollouts");
        Stepper stepper =
            Stepper.of(
                model.step(),
                model.parameters(),
                data.state(),
                CpuDevice.common(),
                UnstableStep.ALLOW)) {
      for (int k = 0; k < starts; k++) {
        int start = starts == 1 ? from : from + (int) ((long) k * (last - from) / (starts - 1));
        double[] u = data.frame(start);
        stepper.restart();
        double[] course = new double[steps];
        for (int n = 0; n < steps; n++) {
          stepper.step(u);
          course[n] = error(u, data.frame(start + n + 1), mask, variances);
        }
        all.add(course);
        progress.show(k + 1L, starts);
      }
    }
    return new ErrorGrowth(model.design().grid().dt(), all.toArray(double[][]::new));
  }

  /** Over the points that a mask leaves; null for all. */
  private static double error(double[] model, double[] data, double[] mask, double... variances) {
    int points = data.length / variances.length;
    double sum = 0;
    int count = 0;
    for (int i = 0; i < data.length; i++) {
      if (mask == null || mask[i % points] == 1) {
        double difference = model[i] - data[i];
        sum += difference * difference / variances[i / points];
        count++;
      }
    }
    return Math.sqrt(sum / count);
  }

  int steps() {
    return errors[0].length;
  }

  /** A percentile over the starts after so many steps; infinite where rollouts exploded. */
  double percentile(int steps, double percent) {
    double[] sorted =
        Arrays.stream(errors)
            .mapToDouble(course -> course[steps - 1])
            .map(error -> Double.isFinite(error) ? error : Double.MAX_VALUE)
            .toArray();
    double value = new Percentile(percent).evaluate(sorted);
    return value > 1e100 ? Double.POSITIVE_INFINITY : value;
  }

  void print(PrintWriter print) {
    print.printf(
        Locale.ROOT,
        "%-8s %-10s %-10s %s%n",
        "steps",
        "median",
        "quartiles",
        "(relative errors of " + errors.length + (errors.length == 1 ? " rollout)" : " rollouts)"));
    List<Integer> shown = new ArrayList<>();
    for (int n = 1; n < steps(); n *= 2) {
      shown.add(n);
    }
    shown.add(steps());
    for (int n : shown) {
      print.printf(
          Locale.ROOT,
          "%-8d %-10.2e %.2e %.2e%n",
          n,
          percentile(n, 50),
          percentile(n, 25),
          percentile(n, 75));
    }
  }

  Figure figure(String title) {
    double[][] bands = new double[3][steps()];
    for (int n = 1; n <= steps(); n++) {
      bands[0][n - 1] = percentile(n, 25);
      bands[1][n - 1] = percentile(n, 50);
      bands[2][n - 1] = percentile(n, 75);
    }
    return ErrorGrowthFigure.of("error-growth", title, dt, bands[0], bands[1], bands[2]);
  }
}
