package org.sciml4j.core.cpu.plan;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.tensor.Shape;

/**
 * Where the elements of an array lie in a storage: the first at {@code offset}, neighbours along
 * axis {@code i} {@code strides[i]} apart, counted in elements. A stride of zero repeats an
 * element, a negative one runs backwards.
 */
public final class Layout {
  private final long offset;
  private final long[] shape;
  private final long[] strides;

  private Layout(long offset, long[] shape, long[] strides) {
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }

  /** Row-major without gaps. */
  public static Layout dense(long... shape) {
    return new Layout(0, shape.clone(), Shape.strides(shape));
  }

  /** One element repeated everywhere. */
  public static Layout repeated(long... shape) {
    return new Layout(0, shape.clone(), new long[shape.length]);
  }

  /** Position of the first element. */
  public long offset() {
    return offset;
  }

  /** Extents. */
  public long[] shape() {
    return shape.clone();
  }

  /** Distances of neighbours. */
  public long[] strides() {
    return strides.clone();
  }

  /** Number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Extent of one axis. */
  public long size(int axis) {
    return shape[axis];
  }

  /** Distance of neighbours along one axis. */
  public long stride(int axis) {
    return strides[axis];
  }

  /** Number of elements. */
  public long count() {
    return Shape.count(shape);
  }

  /** Whether the elements lie in row-major order without gaps, wherever the first lies. */
  public boolean isDense() {
    long expected = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && strides[axis] != expected) {
        return count() == 0;
      }
      expected *= shape[axis];
    }
    return true;
  }

  /** Number of different positions, as long as no two axes meet. */
  public long distinct() {
    long distinct = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      distinct *= strides[axis] == 0 ? 1 : shape[axis];
    }
    return distinct;
  }

  /** Whether it is all of a dense array from its first element on. */
  public boolean isWhole() {
    return offset == 0 && isDense();
  }

  /** Whether it places the same elements in the same order at the same positions. */
  public boolean coincidesWith(Layout other) {
    if (offset != other.offset || !Arrays.equals(shape, other.shape)) {
      return false;
    }
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] > 1 && strides[axis] != other.strides[axis]) {
        return false;
      }
    }
    return true;
  }

  /** Begun so many elements later. */
  public Layout moved(long by) {
    return new Layout(offset + by, shape, strides);
  }

  /** Repeated along new leading axes and axes of extent one. */
  public Layout broadcast(List<Long> extents) {
    int added = extents.size() - shape.length;
    long[] result = new long[extents.size()];
    for (int axis = 0; axis < shape.length; axis++) {
      result[axis + added] = shape[axis] == extents.get(axis + added) ? strides[axis] : 0;
    }
    return new Layout(offset, extents.stream().mapToLong(Long::longValue).toArray(), result);
  }

  /** Axes in another order. */
  public Layout transpose(List<Integer> permutation) {
    long[] extents = permutation.stream().mapToLong(axis -> shape[axis]).toArray();
    long[] result = permutation.stream().mapToLong(axis -> strides[axis]).toArray();
    return new Layout(offset, extents, result);
  }

  /** Regular positions along every axis. */
  public Layout slice(List<Span> spans) {
    long[] extents = new long[shape.length];
    long[] result = new long[shape.length];
    long first = offset;
    for (int axis = 0; axis < shape.length; axis++) {
      Span span = spans.get(axis);
      extents[axis] = span.count();
      result[axis] = strides[axis] * span.step();
      first += span.count() == 0 ? 0 : strides[axis] * span.from();
    }
    return new Layout(first, extents, result);
  }

  /** Opposite order along some axes. */
  public Layout reverse(List<Integer> axes) {
    long[] result = strides.clone();
    long first = offset;
    for (int axis : axes) {
      first += strides[axis] * Math.max(0, shape[axis] - 1);
      result[axis] = -strides[axis];
    }
    return new Layout(first, shape, result);
  }

  /**
   * The same elements in the same row-major order under other extents; {@code null} where that
   * takes a copy.
   */
  public Layout reshape(long... extents) {
    if (Arrays.equals(extents, shape)) {
      return this;
    }
    long[] result = new long[extents.length];
    if (count() == 0) {
      return new Layout(offset, extents.clone(), result);
    }
    long[] oldShape = new long[shape.length];
    long[] oldStrides = new long[shape.length];
    int rank = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] != 1) {
        oldShape[rank] = shape[axis];
        oldStrides[rank++] = strides[axis];
      }
    }
    int from = 0;
    int to = 0;
    while (from < rank) {
      int fromEnd = from + 1;
      long old = oldShape[from];
      int toEnd = to;
      long now = 1;
      while (now != old || toEnd == to) {
        if (now < old || toEnd == to) {
          now *= extents[toEnd++];
        } else {
          old *= oldShape[fromEnd++];
        }
      }
      for (int axis = from; axis < fromEnd - 1; axis++) {
        if (oldStrides[axis] != oldShape[axis + 1] * oldStrides[axis + 1]) {
          return null;
        }
      }
      long stride = oldStrides[fromEnd - 1];
      for (int axis = toEnd - 1; axis >= to; axis--) {
        result[axis] = stride;
        stride *= extents[axis];
      }
      from = fromEnd;
      to = toEnd;
    }
    return new Layout(offset, extents.clone(), result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout layout && coincidesWith(layout);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Long.hashCode(offset);
  }

  /** For example {@code [2, 3] at 6 by [1, 2]}; the extents alone where it is whole. */
  @Override
  public String toString() {
    String extents = Arrays.toString(shape);
    return isWhole() ? extents : extents + " at " + offset + " by " + Arrays.toString(strides);
  }
}
