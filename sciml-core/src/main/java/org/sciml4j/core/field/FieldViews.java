package org.sciml4j.core.field;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Tensor;

/** Turns names, coordinates and Python-like indices into positions, and checks them. */
final class FieldViews {
  private FieldViews() {}

  /** Position of the axis of this name. */
  static int axis(Field field, String name) {
    List<String> names = field.axes().stream().map(Axis::name).toList();
    int position = names.indexOf(name);
    if (position < 0) {
      throw new InvalidInputException(
          "axis", "'" + name + "'", "one of " + names + " of " + field.name(), "use one of those");
    }
    return position;
  }

  /** An index of a point, negative ones counting from the end. */
  static long index(Axis axis, long index) {
    long position = index < 0 ? index + axis.size() : index;
    if (position < 0 || position >= axis.size()) {
      throw new InvalidInputException(
          "index along '" + axis.name() + "'",
          index,
          "from " + -axis.size() + " to " + (axis.size() - 1),
          "choose one of its points");
    }
    return position;
  }

  /** A bound of a half-open range of points, negative ones counting from the end. */
  static long bound(Axis axis, String what, long bound) {
    long position = bound < 0 ? bound + axis.size() : bound;
    if (position < 0 || position > axis.size()) {
      throw new InvalidInputException(
          what + " of the slice of '" + axis.name() + "'",
          bound,
          "from " + -axis.size() + " to " + axis.size(),
          "stay on the axis");
    }
    return position;
  }

  /** The slice {@code from} (inclusive) to {@code to} (exclusive) in steps of {@code stride}. */
  static Field slice(Field field, String name, long from, long to, long stride) {
    int position = axis(field, name);
    Axis axis = field.axes().get(position);
    long first = bound(axis, "start", from);
    long end = bound(axis, "end", to);
    if (stride < 1) {
      throw new InvalidInputException(
          "stride along '" + name + "'", stride, "1 or more", "choose a positive step");
    }
    if (end <= first) {
      throw new InvalidInputException(
          "slice of '" + name + "'",
          from + ":" + to + ", which is empty",
          "at least one point",
          "let it end after it starts");
    }
    long size = (end - first + stride - 1) / stride;
    return SlicedField.of(field, position, first, size, stride);
  }

  /**
   * The point nearest to a coordinate; along a longitude in degrees, whole turns do not count.
   *
   * @throws InvalidInputException if the coordinate lies more than one grid step off the axis
   */
  static long nearest(Axis axis, double coordinate) {
    double[] points = axis.coordinates();
    boolean cyclic =
        axis.kind() == AxisKind.X && axis.units().toLowerCase(Locale.ROOT).startsWith("degree");
    int best = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points.length; i++) {
      double distance = Math.abs(points[i] - coordinate);
      if (cyclic) {
        distance = Math.abs(Math.IEEEremainder(distance, 360));
      }
      if (distance < smallest) {
        smallest = distance;
        best = i;
      }
    }
    if (best < 0 || smallest > step(points, best)) {
      throw new InvalidInputException(
          "coordinate along '" + axis.name() + "'",
          coordinate,
          points.length == 0
              ? "an axis with points"
              : "from "
                  + Arrays.stream(points).min().getAsDouble()
                  + " to "
                  + Arrays.stream(points).max().getAsDouble()
                  + (axis.units().isEmpty() ? "" : " " + axis.units()),
          "choose a place on the axis");
    }
    return best;
  }

  static void requireReadable(Field field, Region region, Tensor into) {
    region.requireInside(field.name(), field.shape());
    if (into.count() != region.count()) {
      throw new InvalidInputException(
          "into",
          into,
          region.count() + " elements for region " + region,
          "allocate a tensor of the region's shape");
    }
  }

  private static double step(double[] points, int at) {
    double left = at > 0 ? Math.abs(points[at] - points[at - 1]) : 0;
    double right = at + 1 < points.length ? Math.abs(points[at + 1] - points[at]) : 0;
    return points.length == 1 ? Double.POSITIVE_INFINITY : Math.max(left, right);
  }
}
