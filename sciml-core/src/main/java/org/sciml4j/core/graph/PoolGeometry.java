package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * How a pooling window travels over the spatial axes of {@code [n, c, spatial...]}: output position
 * {@code i} covers input positions {@code stride i - low} to {@code stride i - low + window - 1}.
 *
 * @param window extents of the window, one for each of one to three spatial axes
 * @param stride distance between neighbouring windows
 * @param low points before the first input point that windows may cover, fewer than the window's
 * @param high points after the last input point that windows may cover, fewer than the window's
 */
public record PoolGeometry(List<Long> window, List<Long> stride, List<Long> low, List<Long> high) {
  /**
   * Copies and checks the numbers.
   *
   * @throws InvalidInputException if there are not one to three axes, the lists differ in length, a
   *     number is too small or a padding as wide as the window
   */
  public PoolGeometry {
    window = List.copyOf(window);
    stride = List.copyOf(stride);
    low = List.copyOf(low);
    high = List.copyOf(high);
    int dims = window.size();
    require(dims >= 1 && dims <= 3, "window", window, "one to three numbers");
    require(stride.size() == dims, "stride", stride, dims + " numbers");
    require(low.size() == dims, "low padding", low, dims + " numbers");
    require(high.size() == dims, "high padding", high, dims + " numbers");
    require(Collections.min(window) >= 1, "window", window, "numbers of at least 1");
    require(Collections.min(stride) >= 1, "stride", stride, "numbers of at least 1");
    for (int axis = 0; axis < dims; axis++) {
      long size = window.get(axis);
      require(low.get(axis) >= 0 && low.get(axis) < size, "low padding", low, "0 to window - 1");
      require(
          high.get(axis) >= 0 && high.get(axis) < size, "high padding", high, "0 to window - 1");
    }
  }

  private static void require(boolean holds, String argument, Object value, String expected) {
    if (!holds) {
      throw new InvalidInputException(
          argument + " of a pooling", value, expected, "give one number for each spatial axis");
    }
  }

  /** Windows side by side, no padding. */
  public static PoolGeometry of(List<Long> window) {
    return of(window, window);
  }

  /** Windows at these distances, no padding. */
  public static PoolGeometry of(List<Long> window, List<Long> stride) {
    List<Long> zeros = Collections.nCopies(window.size(), 0L);
    return new PoolGeometry(window, stride, zeros, zeros);
  }

  /** Number of spatial axes. */
  public int dims() {
    return window.size();
  }

  /** Number of points of a window. */
  public long points() {
    return window.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * The pooled type of {@code [n, c, spatial...]}.
   *
   * @throws InvalidInputException if the rank differs or a window does not fit
   */
  TensorType pooled(Operation operation, TensorType input, List<TensorType> operands) {
    if (input.rank() != dims() + 2) {
      throw Operands.error(
          operation,
          operands,
          (dims() + 2) + " axes: batch, channels, " + dims() + " spatial",
          "reshape it first");
    }
    List<Long> output = new ArrayList<>();
    for (int axis = 0; axis < dims(); axis++) {
      long extent = input.size(axis + 2);
      long room = extent + low.get(axis) + high.get(axis) - window.get(axis);
      if (extent == 0 || room < 0) {
        throw Operands.error(
            operation,
            operands,
            "padded spatial extents in which the window " + window + " fits",
            "take a smaller window");
      }
      output.add(room / stride.get(axis) + 1);
    }
    return input.withShape(ConvolutionShapes.shape(input.size(0), input.size(1), output));
  }
}
