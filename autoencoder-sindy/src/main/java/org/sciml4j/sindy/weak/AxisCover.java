package org.sciml4j.sindy.weak;

import java.util.stream.IntStream;
import org.sciml4j.sindy.field.FieldAxis;

/**
 * For each point of an axis the test functions that are not zero there: their numbers, and with
 * what weights the point enters their integrals.
 */
final class AxisCover {
  private final int[][] centres;

  /** {@code [order][point][which]}. */
  private final double[][][] weights;

  AxisCover(TestFunction function, FieldAxis axis, int highestOrder) {
    int points = axis.points();
    int all = function.centres(points, axis.periodic());
    int[] starts =
        IntStream.range(0, all)
            .map(k -> function.centre(k, axis.periodic()) - function.halfWidth())
            .toArray();
    int width = function.width();
    centres =
        IntStream.range(0, points)
            .mapToObj(
                point ->
                    IntStream.range(0, all)
                        .filter(k -> offset(point, starts[k], points) < width)
                        .toArray())
            .toArray(int[][]::new);
    weights = new double[highestOrder + 1][points][];
    for (int order = 0; order <= highestOrder; order++) {
      double[] derivative = function.derivative(order, axis.spacing());
      for (int point = 0; point < points; point++) {
        int at = point;
        weights[order][point] =
            IntStream.of(centres[point])
                .map(k -> width - 1 - offset(at, starts[k], points))
                .mapToDouble(j -> axis.spacing() * derivative[j])
                .toArray();
      }
    }
  }

  private static int offset(int point, int start, int points) {
    return Math.floorMod(point - start, points);
  }

  /** The numbers of the test functions that a point lies in. */
  int[] centres(int point) {
    return centres[point];
  }

  /** The weights of the point in their integrals, against a derivative of the test functions. */
  double[] weights(int order, int point) {
    return weights[order][point];
  }
}
