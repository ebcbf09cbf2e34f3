package org.sciml4j.core.elementwise;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Shape;

/**
 * How an iteration space lies in memory: element {@code (i_0, i_1, ...)} is {@code offset + Σ_k i_k
 * strides_k} elements after an address. Stride 0 repeats one element along an axis (broadcast), a
 * negative one runs backwards (reverse); permuted strides transpose, larger ones slice.
 *
 * @param offset place of element (0, 0, ...), in elements
 * @param strides distance between neighbours along each axis, in elements
 */
public record View(long offset, long... strides) {
  /** Copies the strides. */
  public View {
    strides = strides.clone();
  }

  /** The view of a dense row-major array of these extents. */
  public static View dense(long... extents) {
    return new View(0, Shape.strides(extents));
  }

  /** Distance between neighbours along each axis, in elements; a copy. */
  @Override
  public long[] strides() {
    return strides.clone();
  }

  long stride(int axis) {
    return strides[axis];
  }

  /** The strides themselves, not to be written. */
  long[] sharedStrides() {
    return strides;
  }

  int rank() {
    return strides.length;
  }

  void requireRank(String name, int rank) {
    if (strides.length != rank) {
      throw new InvalidInputException(
          name,
          toString(),
          rank + " strides",
          "give one stride for each axis of the iteration space");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof View view
        && offset == view.offset
        && Arrays.equals(strides, view.strides);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(offset) + Arrays.hashCode(strides);
  }

  @Override
  public String toString() {
    return offset + " + " + Arrays.toString(strides);
  }
}
