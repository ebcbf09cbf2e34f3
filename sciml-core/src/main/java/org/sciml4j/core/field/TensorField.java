package org.sciml4j.core.field;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * A field whose values are in memory. It shares the tensor it is given, which must stay open and
 * unchanged as long as the field is used.
 *
 * @param name the quantity's name
 * @param units its units; empty where unknown
 * @param axes the axes in storage order, as long as the tensor has dimensions
 * @param tensor the values
 */
public record TensorField(String name, String units, List<Axis> axes, Tensor tensor)
    implements Field {
  private static final String[] SPACE = {"z", "y", "x"};
  private static final AxisKind[] SPACE_KINDS = {AxisKind.Z, AxisKind.Y, AxisKind.X};

  /** Checks that the axes fit the tensor. */
  public TensorField {
    axes = List.copyOf(axes);
    long[] sizes = axes.stream().mapToLong(Axis::size).toArray();
    if (!Arrays.equals(sizes, tensor.shape())) {
      throw new InvalidInputException(
          "axes of '" + name + "'",
          "of sizes " + Arrays.toString(sizes),
          "sizes " + Arrays.toString(tensor.shape()),
          "give one axis per dimension of the tensor, of its size");
    }
  }

  /**
   * A field in space only; axes are called x, or y and x, or z, y and x, slowest first.
   *
   * @param spacing distance between grid points, one per dimension
   */
  public static TensorField inSpace(String name, Tensor values, double... spacing) {
    return new TensorField(name, "", spaceAxes(values.shape(), 0, spacing), values);
  }

  /**
   * A field in time and space; the first axis is time.
   *
   * @param timeStep time between frames
   * @param spacing distance between grid points, one per dimension of space
   */
  public static TensorField inTime(String name, Tensor values, double timeStep, double... spacing) {
    List<Axis> axes = new ArrayList<>();
    axes.add(Axis.uniform("time", AxisKind.TIME, "", values.size(0), 0, timeStep));
    axes.addAll(spaceAxes(values.shape(), 1, spacing));
    return new TensorField(name, "", axes, values);
  }

  @Override
  public DType dtype() {
    return tensor.dtype();
  }

  @Override
  public void read(Region region, Tensor into) {
    long[] origin = region.origin();
    long[] box = region.shape();
    long[] shape = tensor.shape();
    region.requireInside(name, shape);
    if (into.count() != region.count()) {
      throw new InvalidInputException(
          "into",
          "of " + into.count() + " elements",
          region.count() + " elements for " + region,
          "pass a tensor of the region's size");
    }
    if (region.count() == 0) {
      return;
    }
    int split = firstAxisOfContiguousRun(box, shape);
    long run = Shape.count(Arrays.copyOfRange(box, split, box.length));
    long[] strides = Shape.strides(shape);
    long[] index = new long[split];
    for (long written = 0; written < into.count(); written += run) {
      long from = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        from += (origin[axis] + (axis < split ? index[axis] : 0)) * strides[axis];
      }
      copy(from, into, written, run);
      for (int axis = split - 1; axis >= 0 && ++index[axis] == box[axis]; axis--) {
        index[axis] = 0;
      }
    }
  }

  private void copy(long from, Tensor into, long to, long count) {
    if (into.dtype() == tensor.dtype()) {
      long bytes = tensor.dtype().bytes();
      MemorySegment.copy(tensor.segment(), from * bytes, into.segment(), to * bytes, count * bytes);
    } else {
      for (long i = 0; i < count; i++) {
        into.setFlat(to + i, tensor.getFlat(from + i));
      }
    }
  }

  private static int firstAxisOfContiguousRun(long[] box, long[] shape) {
    int axis = shape.length;
    while (axis > 0) {
      axis--;
      if (box[axis] != shape[axis]) {
        break;
      }
    }
    return axis;
  }

  private static List<Axis> spaceAxes(long[] shape, int first, double[] spacing) {
    int dims = shape.length - first;
    if (dims < 1 || dims > SPACE.length || spacing.length != dims) {
      throw new InvalidInputException(
          "spacing",
          Arrays.toString(spacing),
          "one number per dimension of space of shape " + Arrays.toString(shape) + ", 1 to 3",
          "give one distance per axis, or name the axes yourself");
    }
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < dims; axis++) {
      int letter = SPACE.length - dims + axis;
      axes.add(
          Axis.uniform(
              SPACE[letter], SPACE_KINDS[letter], "", shape[first + axis], 0, spacing[axis]));
    }
    return axes;
  }
}
