package org.sciml4j.core.field;

import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A physical quantity sampled on a grid, perhaps changing in time and perhaps larger than memory:
 * values are read only when asked for. Missing values read as NaN.
 */
public interface Field {
  /** The quantity's name, for example {@code T}. */
  String name();

  /** The quantity's units as written in its source; empty where unknown. */
  String units();

  /** The type its values have once unpacked. */
  DType dtype();

  /** The axes in storage order, slowest first; at most one is {@link AxisKind#TIME}. */
  List<Axis> axes();

  /**
   * Reads a box of values.
   *
   * @param region which values; one entry per axis, time included
   * @param into receives them in row-major order; of either type and {@code region.count()}
   *     elements
   * @throws org.sciml4j.core.InvalidInputException if the region leaves the field or the tensor's
   *     size differs
   */
  void read(Region region, Tensor into);

  /**
   * The CF calendar in which the time axis counts, for example {@code standard} or {@code noleap}.
   */
  default String calendar() {
    return "standard";
  }

  /** Number of points along each axis. */
  default long[] shape() {
    return axes().stream().mapToLong(Axis::size).toArray();
  }

  /** Position of the time axis among {@link #axes()}, or -1. */
  default int timeAxis() {
    List<Axis> axes = axes();
    return IntStream.range(0, axes.size())
        .filter(i -> axes.get(i).kind() == AxisKind.TIME)
        .findFirst()
        .orElse(-1);
  }

  /** The axes other than time, in storage order. */
  default List<Axis> spaceAxes() {
    return axes().stream().filter(axis -> axis.kind() != AxisKind.TIME).toList();
  }

  /** The whole field in native memory that the caller owns and closes. */
  default Tensor read() {
    long[] shape = shape();
    Tensor values = Tensor.zeros(dtype(), shape);
    read(Region.whole(shape), values);
    return values;
  }

  /**
   * The points {@code from} (inclusive) to {@code to} (exclusive) along an axis; negative numbers
   * count from the end. A view: values are read when asked for.
   *
   * @throws org.sciml4j.core.InvalidInputException if there is no such axis, a bound lies off it,
   *     or no point is left
   */
  default Field slice(String axis, long from, long to) {
    return slice(axis, from, to, 1);
  }

  /** Every {@code stride}-th of the points of {@link #slice(String, long, long)}, the first too. */
  default Field slice(String axis, long from, long to, long stride) {
    return FieldViews.slice(this, axis, from, to, stride);
  }

  /**
   * The field at one point of an axis, which the view no longer has; negative numbers count from
   * the end.
   *
   * @throws org.sciml4j.core.InvalidInputException if there is no such axis or point
   */
  default Field select(String axis, long index) {
    int position = FieldViews.axis(this, axis);
    return SelectedField.of(this, position, FieldViews.index(axes().get(position), index));
  }

  /**
   * The field at the point of an axis nearest to a coordinate in the axis' units; the view no
   * longer has the axis. Longitudes in degrees are the same a whole turn further.
   *
   * @throws org.sciml4j.core.InvalidInputException if there is no such axis or the coordinate lies
   *     more than a grid step off it
   */
  default Field at(String axis, double coordinate) {
    int position = FieldViews.axis(this, axis);
    return SelectedField.of(this, position, FieldViews.nearest(axes().get(position), coordinate));
  }
}
