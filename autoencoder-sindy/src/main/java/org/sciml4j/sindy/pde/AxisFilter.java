package org.sciml4j.sindy.pde;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.FieldAxis;

/** A {@link LocalDerivative} at all points of an axis: where its neighbours begin, and weights. */
final class AxisFilter {
  private final int points;
  private final int[] first;
  private final double[][] weights;

  private AxisFilter(int[] first, double[][] weights) {
    points = first.length;
    this.first = first;
    this.weights = weights;
  }

  /** The filter of an order of derivative. */
  static AxisFilter of(LocalDerivative method, int order, FieldAxis axis) {
    return method.steps(order).stream()
        .map(step -> single(method, step, axis))
        .reduce((before, next) -> next.after(before, axis.periodic()))
        .orElseThrow();
  }

  private static AxisFilter single(LocalDerivative method, int order, FieldAxis axis) {
    int points = axis.points();
    int[] first = new int[points];
    double[][] weights = new double[points][];
    int reach = method.reach(order);
    int width = 2 * reach + 1;
    int atEnd = method.endCount(order);
    int fewest = axis.periodic() ? width : Math.max(width, atEnd + reach);
    if (fewest > points) {
      throw new InvalidInputException(
          "points of axis " + axis.name(),
          points,
          "at least " + fewest + " for a derivative of order " + order,
          "give more data, or a lower order");
    }
    double scale = Math.pow(axis.spacing(), -order);
    Map<Integer, double[]> atEnds = new HashMap<>();
    double[] central = scaled(method.weights(order, reach, width), scale);
    for (int i = 0; i < points; i++) {
      boolean inside = i >= reach && i + reach < points;
      if (inside || axis.periodic()) {
        first[i] = i - reach;
        weights[i] = central;
      } else {
        first[i] = i < reach ? i : i - atEnd + 1;
        weights[i] =
            atEnds.computeIfAbsent(
                i - first[i], left -> scaled(method.weights(order, left, atEnd), scale));
      }
    }
    return new AxisFilter(first, weights);
  }

  /** This filter of what another makes. */
  private AxisFilter after(AxisFilter other, boolean periodic) {
    int[] start = new int[points];
    double[][] sums = new double[points][];
    for (int i = 0; i < points; i++) {
      int from = Integer.MAX_VALUE;
      int to = Integer.MIN_VALUE;
      for (int j = 0; j < weights[i].length; j++) {
        int begin = other.begin(first[i] + j, periodic);
        from = Math.min(from, begin);
        to = Math.max(to, begin + other.weights[Math.floorMod(first[i] + j, points)].length);
      }
      start[i] = from;
      sums[i] = new double[to - from];
      for (int j = 0; j < weights[i].length; j++) {
        int begin = other.begin(first[i] + j, periodic) - from;
        double[] inner = other.weights[Math.floorMod(first[i] + j, points)];
        for (int k = 0; k < inner.length; k++) {
          sums[i][begin + k] += weights[i][j] * inner[k];
        }
      }
    }
    return new AxisFilter(start, sums);
  }

  /** The first neighbour of a point that may lie beyond the ends of a periodic axis. */
  private int begin(int point, boolean periodic) {
    int inside = Math.floorMod(point, points);
    return first[inside] + (periodic ? point - inside : 0);
  }

  private static double[] scaled(double[] weights, double factor) {
    for (int j = 0; j < weights.length; j++) {
      weights[j] *= factor;
    }
    return weights;
  }

  /** The first neighbour of a point. */
  int first(int point) {
    return first[point];
  }

  /** The weights of its neighbours. */
  double[] weights(int point) {
    return weights[point];
  }

  /** Filters {@code outer} blocks of rows of {@code inner} values. */
  void apply(double[] in, double[] out, int outer, int inner) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < points; i++) {
        int to = (o * points + i) * inner;
        Arrays.fill(out, to, to + inner, 0);
        for (int j = 0; j < weights[i].length; j++) {
          int row = Math.floorMod(first[i] + j, points);
          add(weights[i][j], in, (o * points + row) * inner, out, to, inner);
        }
      }
    }
  }

  private static void add(double weight, double[] in, int from, double[] out, int to, int count) {
    for (int k = 0; k < count; k++) {
      out[to + k] += weight * in[from + k];
    }
  }
}
