package org.sciml4j.pde.stepper;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.graph.Span;

/**
 * Elements at regular distances in memory: index i stands at {@code first + Σ_a strides_a i_a}.
 *
 * @param first where index 0 stands
 * @param strides distances along the axes, 0 where an element is repeated
 * @param extents of the axes
 */
record StridedView(long first, long[] strides, long[] extents) {
  /** All elements of an array in their own order. */
  static StridedView rowMajor(long... extents) {
    long[] strides = new long[extents.length];
    long stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= extents[axis];
    }
    return new StridedView(0, strides, extents.clone());
  }

  /** The same distances beginning elsewhere. */
  StridedView from(long other) {
    return new StridedView(other, strides, extents);
  }

  int rank() {
    return extents.length;
  }

  int count() {
    return count(extents);
  }

  static int count(long... extents) {
    int count = 1;
    for (long extent : extents) {
      count = Math.toIntExact(count * extent);
    }
    return count;
  }

  /** Whether neighbours in row-major order are neighbours in memory. */
  boolean isRowMajor() {
    long[] dense = rowMajor(extents).strides;
    for (int axis = 0; axis < rank(); axis++) {
      if (extents[axis] != 1 && strides[axis] != dense[axis]) {
        return false;
      }
    }
    return true;
  }

  /** Where all elements stand, in row-major order of the indices. */
  int[] positions() {
    int[] positions = new int[count()];
    for (int i = 0; i < positions.length; i++) {
      long at = first;
      long rest = i;
      for (int axis = rank() - 1; axis >= 0; axis--) {
        at += rest % extents[axis] * strides[axis];
        rest /= extents[axis];
      }
      positions[i] = Math.toIntExact(at);
    }
    return positions;
  }

  StridedView slice(List<Span> spans) {
    long start = first;
    long[] steps = strides.clone();
    long[] counts = new long[rank()];
    for (int axis = 0; axis < rank(); axis++) {
      Span span = spans.get(axis);
      start += span.from() * strides[axis];
      steps[axis] *= span.step();
      counts[axis] = span.count();
    }
    return new StridedView(start, steps, counts);
  }

  StridedView reverse(List<Integer> axes) {
    long start = first;
    long[] steps = strides.clone();
    for (int axis : axes) {
      start += (extents[axis] - 1) * strides[axis];
      steps[axis] = -strides[axis];
    }
    return new StridedView(start, steps, extents);
  }

  StridedView transpose(List<Integer> permutation) {
    return new StridedView(
        first,
        permutation.stream().mapToLong(axis -> strides[axis]).toArray(),
        permutation.stream().mapToLong(axis -> extents[axis]).toArray());
  }

  /** Repeated along new leading axes and along axes of extent one. */
  StridedView broadcastTo(long... shape) {
    long[] steps = new long[shape.length];
    int added = shape.length - rank();
    for (int axis = added; axis < shape.length; axis++) {
      steps[axis] = extents[axis - added] == 1 ? 0 : strides[axis - added];
    }
    return new StridedView(first, steps, shape.clone());
  }

  /** The axes {@code from} to {@code to - 1} at index 0 of the others. */
  StridedView axes(int from, int to) {
    return new StridedView(
        first, Arrays.copyOfRange(strides, from, to), Arrays.copyOfRange(extents, from, to));
  }

  /** Extents of one where elements are repeated: each element once. */
  StridedView withoutRepetition() {
    long[] counts = new long[rank()];
    Arrays.setAll(counts, axis -> strides[axis] == 0 ? 1 : extents[axis]);
    return new StridedView(first, strides, counts);
  }
}
