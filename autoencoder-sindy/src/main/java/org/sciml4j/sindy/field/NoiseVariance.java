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
    double[][] sums = new double[fields][shape.length + 1];
    double[] counts = new double[shape.length + 1];
    double[][] values = new double[fields][points];
    int every = Math.ceilDiv(data.time().points(), FRAMES);
    for (int frame = 0; frame < data.time().points(); frame += every) {
      data.read(frame, values);
      for (int field = 0; field < fields; field++) {
        int inner = points;
        for (int axis = 0; axis < shape.length; axis++) {
          inner /= shape[axis];
          sums[field][axis] += squares(values[field], filter, shape[axis], inner);
        }
        sums[field][shape.length] += squares(values[field], new double[] {1}, points, 1);
      }
      addCounts(counts, shape, points);
    }
    double[] variances = new double[fields];
    for (int field = 0; field < fields; field++) {
      double least = Double.POSITIVE_INFINITY;
      for (int axis = 0; axis <= shape.length; axis++) {
        if (counts[axis] > 0) {
          least = Math.min(least, sums[field][axis] / counts[axis]);
        }
      }
      variances[field] = least;
    }
    return variances;
  }

  private static void addCounts(double[] counts, int[] shape, int points) {
    for (int axis = 0; axis < shape.length; axis++) {
      counts[axis] += (double) points / shape[axis] * Math.max(0, shape[axis] - ORDER);
    }
    counts[shape.length] += points;
  }

  private static double squares(double[] values, double[] filter, int length, int inner) {
    double sum = 0;
    int outer = values.length / length / inner;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i + filter.length <= length; i++) {
        for (int k = 0; k < inner; k++) {
          double difference = 0;
          for (int j = 0; j < filter.length; j++) {
            difference += filter[j] * values[(o * length + i + j) * inner + k];
          }
          sum += difference * difference;
        }
      }
    }
    return sum;
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
