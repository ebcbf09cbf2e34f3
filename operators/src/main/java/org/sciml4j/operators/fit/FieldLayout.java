package org.sciml4j.operators.fit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.operators.notation.ShortNumber;

/**
 * Which axes of a field the stencil spans, which one the frames follow each other along, and which
 * ones only hold further independent frames.
 *
 * @param stencilAxes in storage order
 * @param sequence the axis along which frames are taken in order, or -1: time, or else the last
 *     axis that the stencil does not span
 * @param batchAxes all others
 */
record FieldLayout(List<Axis> axes, int[] stencilAxes, int sequence, int[] batchAxes) {
  private static final int MOST_DIMS = 3;

  /**
   * Lays a field out.
   *
   * @param dims names of the axes the stencil spans; none for the field's X, Y and Z axes or, where
   *     no axis is marked as such, all but time
   */
  static FieldLayout of(Field field, List<String> dims) {
    List<Axis> axes = field.axes();
    int[] chosen = dims.isEmpty() ? defaults(axes) : named(field, dims);
    if (chosen.length < 1 || chosen.length > MOST_DIMS) {
      throw new InvalidInputException(
          "number of dimensions of the stencil on '" + field.name() + "'",
          chosen.length + " " + names(axes, chosen),
          "1 to 3",
          "name the axes that the stencil spans, as in dims(\"y\", \"x\")");
    }
    int[] others =
        IntStream.range(0, axes.size())
            .filter(i -> Arrays.stream(chosen).noneMatch(c -> c == i))
            .toArray();
    int sequence =
        Arrays.stream(others)
            .filter(i -> axes.get(i).kind() == AxisKind.TIME)
            .findFirst()
            .orElse(others.length == 0 ? -1 : others[others.length - 1]);
    return new FieldLayout(
        axes, chosen, sequence, Arrays.stream(others).filter(i -> i != sequence).toArray());
  }

  int dims() {
    return stencilAxes.length;
  }

  /** Axes that the stencil spans. */
  List<Axis> stencil() {
    return Arrays.stream(stencilAxes).mapToObj(axes::get).toList();
  }

  /** Whether frames follow each other in time. */
  boolean inTime() {
    return sequence >= 0 && axes.get(sequence).kind() == AxisKind.TIME;
  }

  /** Number of frames along the sequence axis. */
  long frames() {
    return sequence < 0 ? 1 : axes.get(sequence).size();
  }

  /** Number of independent sequences. */
  long batches() {
    return Arrays.stream(batchAxes).mapToLong(i -> axes.get(i).size()).reduce(1, (a, b) -> a * b);
  }

  /** Index along each batch axis of one of the {@link #batches()}. */
  long[] batchIndex(long batch) {
    long[] index = new long[batchAxes.length];
    for (int i = batchAxes.length - 1; i >= 0; i--) {
      long size = axes.get(batchAxes[i]).size();
      index[i] = batch % size;
      batch /= size;
    }
    return index;
  }

  /** Number of points along each stencil axis. */
  long[] stencilShape() {
    return Arrays.stream(stencilAxes).mapToLong(i -> axes.get(i).size()).toArray();
  }

  /** Whether every frame is contiguous in storage, and frames of a sequence follow each other. */
  boolean framesContiguous() {
    return IntStream.range(stencilAxes[0], axes.size())
        .allMatch(i -> isStencil(i) || axes.get(i).size() == 1);
  }

  /** Whether consecutive frames of one sequence can be read as one box. */
  boolean sequenceLeads() {
    return sequence >= 0 && sequence < stencilAxes[0];
  }

  /**
   * The box of a field that holds consecutive frames of one sequence, or part of them.
   *
   * @param origin first point along each stencil axis
   * @param shape number of points along each stencil axis
   */
  Region region(long batch, long first, long count, long[] origin, long[] shape) {
    long[] from = new long[axes.size()];
    long[] size = new long[axes.size()];
    Arrays.fill(size, 1);
    long[] index = batchIndex(batch);
    for (int i = 0; i < index.length; i++) {
      from[batchAxes[i]] = index[i];
    }
    if (sequence >= 0) {
      from[sequence] = first;
      size[sequence] = count;
    }
    for (int i = 0; i < stencilAxes.length; i++) {
      from[stencilAxes[i]] = origin[i];
      size[stencilAxes[i]] = shape[i];
    }
    return new Region(from, size);
  }

  private boolean isStencil(int axis) {
    return Arrays.stream(stencilAxes).anyMatch(s -> s == axis);
  }

  /** Checks that another field is on the same grid, or on one staggered by up to one step. */
  void requireSame(String role, Field other) {
    long[] expected = axes.stream().mapToLong(Axis::size).toArray();
    if (!Arrays.equals(expected, other.shape())) {
      throw new InvalidInputException(
          role + " '" + other.name() + "'",
          "of shape " + Arrays.toString(other.shape()),
          "shape " + Arrays.toString(expected) + " " + axes.stream().map(Axis::name).toList(),
          "give fields on the same grid");
    }
    for (int axis = 0; axis < axes.size(); axis++) {
      requireSame(role, other, axes.get(axis), other.axes().get(axis), isStencil(axis));
    }
  }

  private void requireSame(String role, Field other, Axis own, Axis its, boolean spanned) {
    String found = null;
    if (!own.name().equals(its.name())
        && (own.kind() != its.kind() || own.kind() == AxisKind.OTHER)) {
      found = "along '" + its.name() + "' where the input runs along '" + own.name() + "'";
    } else if (Math.signum(length(own)) != Math.signum(length(its))) {
      found = (length(its) < 0 ? "falling" : "rising") + " along '" + its.name() + "'";
    } else if (spanned && own.units().equals(its.units()) && !isWithinStep(own, its)) {
      found = range(its) + " along '" + its.name() + "'";
    }
    if (found != null) {
      throw new InvalidInputException(
          role + " '" + other.name() + "'",
          found,
          "the input's axis '" + own.name() + "' " + range(own),
          "bring both fields onto one grid, with their axes in the same order");
    }
  }

  private static boolean isWithinStep(Axis a, Axis b) {
    double step = 1.001 * Math.abs(a.spacing());
    return Math.abs(first(a) - first(b)) <= step && Math.abs(last(a) - last(b)) <= step;
  }

  private static double length(Axis axis) {
    return axis.size() == 0 ? 0 : last(axis) - first(axis);
  }

  private static double first(Axis axis) {
    return axis.coordinates()[0];
  }

  private static double last(Axis axis) {
    return axis.coordinates()[axis.size() - 1];
  }

  private static String range(Axis axis) {
    return axis.size() == 0
        ? ""
        : "from " + ShortNumber.decimal(first(axis)) + " to " + ShortNumber.decimal(last(axis));
  }

  private static int[] defaults(List<Axis> axes) {
    int[] space =
        IntStream.range(0, axes.size())
            .filter(
                i ->
                    switch (axes.get(i).kind()) {
                      case X, Y, Z -> true;
                      case TIME, OTHER -> false;
                    })
            .toArray();
    return space.length > 0
        ? space
        : IntStream.range(0, axes.size())
            .filter(i -> axes.get(i).kind() != AxisKind.TIME)
            .toArray();
  }

  private static int[] named(Field field, List<String> dims) {
    List<String> names = field.axes().stream().map(Axis::name).toList();
    for (String dim : dims) {
      if (!names.contains(dim)) {
        throw new InvalidInputException(
            "stencil dimension", dim, "one of " + names, "name an axis of '" + field.name() + "'");
      }
    }
    return dims.stream().mapToInt(names::indexOf).distinct().sorted().toArray();
  }

  private static List<String> names(List<Axis> axes, int[] chosen) {
    return Arrays.stream(chosen).mapToObj(i -> axes.get(i).name()).toList();
  }
}
