package org.sciml4j.sindy.field;

import java.util.Arrays;
import org.sciml4j.operators.differences.FornbergWeights;

/**
 * The variance of white noise in each field, from what differences of high order along the axes of
 * space leave of them: those of smooth fields are small, those of noise are not (Bortz, Messenger
 * &amp; Dukic 2023, section 2.2, with a filter that is orthogonal to polynomials).
 */
public final class NoiseVariance {
  private static final int ORDER = 6;
  private static final int FRAMES = 64;

  private NoiseVariance() {}

  /** For each field the least of the estimates along all axes and of its mean square. */
  public static double[] of(FieldSource data) {
    int[] shape = data.grid().shape();
    int points = data.grid().points();
    int fields = data.names().size();
    double[] filter = filter();
    MeanSquare[][] estimates = new MeanSquare[fields][shape.length + 1];
    for (MeanSquare[] row : estimates) {
      Arrays.setAll(row, _ -> new MeanSquare());
    }
    double[][] values = new double[fields][points];
    int every = Math.ceilDiv(data.time().points(), FRAMES);
    for (int frame = 0; frame < data.time().points(); frame += every) {
      data.read(frame, values);
      for (int field = 0; field < fields; field++) {
        int inner = points;
        for (int axis = 0; axis < shape.length; axis++) {
          inner /= shape[axis];
          estimates[field][axis].add(values[field], filter, shape[axis], inner);
        }
        estimates[field][shape.length].add(values[field], new double[] {1}, points, 1);
      }
    }
    return Arrays.stream(estimates)
        .mapToDouble(row -> Arrays.stream(row).mapToDouble(MeanSquare::value).min().orElseThrow())
        .toArray();
  }

  /** Of filtered values, but for those that need a missing one. */
  private static final class MeanSquare {
    private double sum;
    private long count;

    void add(double[] values, double[] filter, int length, int inner) {
      int outer = values.length / length / inner;
      for (int o = 0; o < outer; o++) {
        for (int i = 0; i + filter.length <= length; i++) {
          for (int k = 0; k < inner; k++) {
            double difference = 0;
            for (int j = 0; j < filter.length; j++) {
              difference += filter[j] * values[(o * length + i + j) * inner + k];
            }
            if (!Double.isNaN(difference)) {
              sum += difference * difference;
              count++;
            }
          }
        }
      }
    }

    double value() {
      return count > 0 ? sum / count : Double.POSITIVE_INFINITY;
    }
  }

  /** A difference that leaves the variance of white noise as it is. */
  private static double[] filter() {
    double[] nodes = new double[ORDER + 1];
    Arrays.setAll(nodes, j -> j - ORDER / 2);
    double[] weights = FornbergWeights.at(0, nodes, ORDER)[ORDER];
    double norm = Math.sqrt(Arrays.stream(weights).map(w -> w * w).sum());
    return Arrays.stream(weights).map(w -> w / norm).toArray();
  }
}
