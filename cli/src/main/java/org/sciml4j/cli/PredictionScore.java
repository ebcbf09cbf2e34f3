package org.sciml4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.sciml4j.core.tensor.Tensor;

/** How far predictions are from what they predict, summed over all points of all samples. */
final class PredictionScore {
  private long count;
  private double sum;
  private double squares;
  private double residuals;
  private double errors;
  private double largest;

  void add(Tensor data, Tensor predicted) {
    for (long i = 0; i < data.count(); i++) {
      double value = data.getFlat(i);
      double error = predicted.getFlat(i) - value;
      // Welford's update: the spread may be small beside the mean.
      count++;
      double before = value - sum;
      sum += before / count;
      squares += before * (value - sum);
      residuals += error * error;
      errors += Math.abs(error);
      largest = Math.max(largest, Math.abs(error));
    }
  }

  /** The mean of the data. */
  double mean() {
    return sum;
  }

  void print(String name, String units, PrintWriter print) {
    String unit = units.isEmpty() ? "" : " " + units;
    print.printf(
        Locale.ROOT,
        "%-14s R² %s, mean error %.3g%s, largest %.3g%s, mean %s%s%n",
        name,
        squares > 0 ? String.format(Locale.ROOT, "%.6f", 1 - residuals / squares) : "undefined",
        errors / count,
        unit,
        largest,
        unit,
        Decimal.of(sum),
        unit);
  }
}
