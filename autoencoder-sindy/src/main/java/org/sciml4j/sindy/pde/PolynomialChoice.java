package org.sciml4j.sindy.pde;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.NoiseVariance;
import org.sciml4j.sindy.field.SpaceGrid;

/**
 * Chooses width and degree of local polynomials by the mean square error of the derivative, for
 * each candidate the sum of
 *
 * <pre>
 *   variance  σ² Σ w²,
 *   bias²     mean (D u - D' u)² - σ² Σ (w - w')²
 * </pre>
 *
 * with weights w of the candidate and w' of the polynomial two degrees higher over the same points,
 * which is nearly free of the candidate's bias; and σ² the {@link NoiseVariance}. Both are taken
 * relative to the mean square of the derivative, and added over all fields and axes.
 */
final class PolynomialChoice {
  private static final int[] HALF_WIDTHS = {
    2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 32, 38, 46, 56
  };
  private static final int[] EXTRA_DEGREES = {1, 3, 5};

  /** About so many lines along each axis are looked at, in space in so many frames. */
  private static final int LINES = 256;

  private static final int FRAMES = 16;

  /** Values of one field along lines of one axis. */
  private record Lines(double variance, boolean periodic, List<double[]> values) {}

  private PolynomialChoice() {}

  /** The polynomial for derivatives up to an order along the axes of space. */
  static LocalPolynomial space(FieldSource data, int order) {
    return choose(inSpace(data), Math.max(1, order), data.grid().axes());
  }

  /** The polynomial for first derivatives in time. */
  static LocalPolynomial time(FieldSource data) {
    return choose(inTime(data), 1, List.of(data.time()));
  }

  private static LocalPolynomial choose(List<Lines> lines, int order, List<FieldAxis> axes) {
    int shortest = axes.stream().mapToInt(FieldAxis::points).min().orElseThrow();
    LocalPolynomial best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int halfWidth : HALF_WIDTHS) {
      for (int extra : EXTRA_DEGREES) {
        int degree = order + extra;
        if (8 * halfWidth < shortest && degree + 2 <= 2 * halfWidth) {
          LocalPolynomial candidate = new LocalPolynomial(halfWidth, degree);
          double error = lines.stream().mapToDouble(one -> error(one, candidate, order)).sum();
          if (error < least) {
            least = error;
            best = candidate;
          }
        }
      }
    }
    if (best == null && 8 * Math.ceilDiv(order + 3, 2) < shortest) {
      throw new InvalidInputException(
          "fields",
          "missing at so many points",
          "stretches without gaps for a derivative of order " + order,
          "fill gaps, or give a local polynomial of your own");
    }
    if (best == null) {
      throw new InvalidInputException(
          "points of an axis",
          shortest,
          "more than " + 8 * Math.ceilDiv(order + 3, 2) + " for a derivative of order " + order,
          "give more data, a lower order, or a local polynomial of your own");
    }
    return best;
  }

  private static double error(Lines lines, LocalPolynomial candidate, int order) {
    int halfWidth = candidate.halfWidth();
    int width = 2 * halfWidth + 1;
    double[] w = candidate.weights(order, halfWidth, width);
    double[] higher =
        new LocalPolynomial(halfWidth, candidate.degree() + 2).weights(order, halfWidth, width);
    double[] difference = IntStream.range(0, width).mapToDouble(j -> w[j] - higher[j]).toArray();
    double size = 0;
    double change = 0;
    long count = 0;
    for (double[] line : lines.values) {
      int first = lines.periodic ? 0 : halfWidth;
      for (int i = first; i < line.length - first; i++) {
        double value = 0;
        double moved = 0;
        for (int j = 0; j < width; j++) {
          double at = line[Math.floorMod(i + j - halfWidth, line.length)];
          value += higher[j] * at;
          moved += difference[j] * at;
        }
        if (!Double.isNaN(value)) {
          size += value * value;
          change += moved * moved;
          count++;
        }
      }
    }
    double signal = size / count - lines.variance * squares(higher);
    double bias = change / count - lines.variance * squares(difference);
    double error = lines.variance * squares(w) + Math.max(0, bias);
    return signal > 0 ? error / signal : Double.POSITIVE_INFINITY;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  /** For each field lines in time at points spread over the grid. */
  private static List<Lines> inTime(FieldSource data) {
    int points = data.grid().points();
    int fields = data.names().size();
    int every = Math.ceilDiv(points, LINES);
    double[][][] lines = new double[fields][Math.ceilDiv(points, every)][data.time().points()];
    double[][] values = new double[fields][points];
    for (int frame = 0; frame < data.time().points(); frame++) {
      data.read(frame, values);
      for (int field = 0; field < fields; field++) {
        for (int line = 0; line < lines[field].length; line++) {
          lines[field][line][frame] = values[field][line * every];
        }
      }
    }
    double[] variances = NoiseVariance.of(data);
    return IntStream.range(0, fields)
        .mapToObj(field -> new Lines(variances[field], false, List.of(lines[field])))
        .toList();
  }

  /** For each field and axis lines of frames spread over time. */
  private static List<Lines> inSpace(FieldSource data) {
    SpaceGrid grid = data.grid();
    double[] variances = NoiseVariance.of(data);
    double[][] values = new double[variances.length][grid.points()];
    List<Lines> all = new ArrayList<>();
    for (double variance : variances) {
      for (FieldAxis axis : grid.axes()) {
        all.add(new Lines(variance, axis.periodic(), new ArrayList<>()));
      }
    }
    int every = Math.ceilDiv(data.time().points(), FRAMES);
    for (int frame = 0; frame < data.time().points(); frame += every) {
      data.read(frame, values);
      for (int i = 0; i < all.size(); i++) {
        int axes = grid.axes().size();
        addLines(values[i / axes], grid.shape(), i % axes, all.get(i).values);
      }
    }
    return all;
  }

  private static void addLines(double[] values, int[] shape, int axis, List<double[]> into) {
    int inner = 1;
    for (int later = axis + 1; later < shape.length; later++) {
      inner *= shape[later];
    }
    int length = shape[axis];
    int all = values.length / length;
    for (int number = 0; number < all; number += Math.ceilDiv(all, LINES / FRAMES)) {
      int start = number / inner * inner * length + number % inner;
      double[] line = new double[length];
      for (int i = 0; i < length; i++) {
        line[i] = values[start + i * inner];
      }
      into.add(line);
    }
  }
}
