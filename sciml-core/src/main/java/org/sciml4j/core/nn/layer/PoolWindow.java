package org.sciml4j.core.nn.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.TensorType;

/**
 * How a pooling layer's window travels.
 *
 * @param extents extents of the window
 * @param stride distance between windows
 * @param same whether windows reach beyond the edges so that the output is {@code ⌈input / stride⌉}
 *     long, the odd point at the end, as Keras' SAME
 */
public record PoolWindow(List<Long> extents, List<Long> stride, boolean same) {
  /**
   * Copies and checks the numbers.
   *
   * @throws InvalidInputException if a number is below 1 or the lists differ in length
   */
  public PoolWindow {
    extents = List.copyOf(extents);
    stride = List.copyOf(stride);
    List<Long> zeros = Collections.nCopies(extents.size(), 0L);
    new PoolGeometry(extents, stride, zeros, zeros);
  }

  /** Windows side by side. */
  static PoolWindow of(int dims, long... extents) {
    List<Long> all = KernelTravel.each(dims, extents);
    if (all.size() != dims) {
      throw new InvalidInputException(
          "window", all, "one number, or " + dims, "give one for each spatial axis");
    }
    return new PoolWindow(all, all, false);
  }

  int dims() {
    return extents.size();
  }

  PoolWindow withStride(long... numbers) {
    return new PoolWindow(extents, KernelTravel.each(dims(), numbers), same);
  }

  PoolWindow asSame() {
    return new PoolWindow(extents, stride, true);
  }

  PoolGeometry geometry(TensorType input) {
    if (!same || input.rank() != dims() + 2) {
      return PoolGeometry.of(extents, stride);
    }
    List<Long> low = new ArrayList<>();
    List<Long> high = new ArrayList<>();
    for (int axis = 0; axis < dims(); axis++) {
      long steps = Math.ceilDiv(input.size(axis + 2), stride.get(axis)) - 1;
      long end = steps * stride.get(axis) + extents.get(axis);
      long points = Math.max(0, end - input.size(axis + 2));
      low.add(points / 2);
      high.add(points - points / 2);
    }
    return new PoolGeometry(extents, stride, low, high);
  }
}
