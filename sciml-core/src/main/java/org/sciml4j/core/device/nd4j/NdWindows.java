package org.sciml4j.core.device.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.PoolGeometry;

/**
 * Windows that travel over the spatial axes of {@code [n, c, spatial...]}: for each position within
 * the window, the elements it covers, as a strided view of the padded array.
 */
final class NdWindows {
  private final List<Long> window;
  private final List<Long> stride;
  private final List<Long> dilation;
  private final List<Long> low;
  private final INDArray padded;
  private final long[] inner;
  private final long[] output;

  private NdWindows(
      List<Long> window,
      List<Long> stride,
      List<Long> dilation,
      List<Long> low,
      List<Long> high,
      INDArray array,
      double outside,
      long... output) {
    this.window = window;
    this.stride = stride;
    this.dilation = dilation;
    this.low = low;
    this.output = output;
    inner = array.shape().clone();
    long[] shape = inner.clone();
    for (int axis = 0; axis < window.size(); axis++) {
      shape[axis + 2] += low.get(axis) + high.get(axis);
    }
    padded = NdArrays.zeros(array, shape).addi(outside);
    inside().assign(array);
  }

  static NdWindows of(
      ConvolutionGeometry geometry, List<Long> kernel, INDArray array, long[] output) {
    return new NdWindows(
        kernel,
        geometry.stride(),
        geometry.dilation(),
        geometry.low(),
        geometry.high(),
        array,
        0,
        output);
  }

  static NdWindows of(PoolGeometry geometry, INDArray array, double outside, long[] output) {
    return new NdWindows(
        geometry.window(),
        geometry.stride(),
        geometry.window().stream().map(size -> 1L).toList(),
        geometry.low(),
        geometry.high(),
        array,
        outside,
        output);
  }

  /** Number of positions within the window. */
  int positions() {
    return (int) window.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  /** Indices of a position within the window, counted in row-major order. */
  long[] index(int position) {
    long[] index = new long[window.size()];
    long rest = position;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % window.get(axis);
      rest /= window.get(axis);
    }
    return index;
  }

  /** {@code [n, channels, output...]}: what that position sees of some channels. */
  INDArray seen(int position, long firstChannel, long channels) {
    long[] index = index(position);
    long[] from = new long[padded.rank()];
    long[] step = new long[padded.rank()];
    long[] shape = padded.shape().clone();
    Arrays.fill(step, 1);
    from[1] = firstChannel;
    shape[1] = channels;
    for (int axis = 0; axis < index.length; axis++) {
      from[axis + 2] = index[axis] * dilation.get(axis);
      step[axis + 2] = stride.get(axis);
      shape[axis + 2] = output[axis];
    }
    return NdArrays.view(padded, from, step, shape);
  }

  INDArray seen(int position) {
    return seen(position, 0, padded.size(1));
  }

  /** The array without its padding: a view. */
  INDArray inside() {
    long[] from =
        LongStream.concat(LongStream.of(0, 0), low.stream().mapToLong(Long::longValue)).toArray();
    long[] step = IntStream.range(0, from.length).mapToLong(axis -> 1).toArray();
    return NdArrays.view(padded, from, step, inner);
  }

  /** {@code [n, c, spatial...]} as a matrix {@code [c, n spatial...]}. */
  static INDArray byChannel(INDArray array) {
    int[] swap = IntStream.range(0, array.rank()).map(axis -> axis < 2 ? 1 - axis : axis).toArray();
    return array.permute(swap).dup('c').reshape('c', array.size(1), array.length() / array.size(1));
  }

  /** The inverse of {@link #byChannel}. */
  static INDArray byBatch(INDArray matrix, long n, long... spatial) {
    long[] shape =
        LongStream.concat(LongStream.of(matrix.size(0), n), LongStream.of(spatial)).toArray();
    int[] swap = IntStream.range(0, shape.length).map(axis -> axis < 2 ? 1 - axis : axis).toArray();
    return matrix.reshape('c', shape).permute(swap).dup('c');
  }

  /** Number of the position within each window that holds its first largest element. */
  INDArray largest() {
    INDArray best = NdArrays.dense(seen(0));
    INDArray place = Nd4j.zerosLike(best);
    for (int position = 1; position < positions(); position++) {
      INDArray candidate = NdArrays.dense(seen(position));
      INDArray better = candidate.gt(best);
      best = NdElementwise.select(better, candidate, best);
      place = NdElementwise.select(better, Nd4j.zerosLike(place).addi(position), place);
    }
    return place;
  }
}
