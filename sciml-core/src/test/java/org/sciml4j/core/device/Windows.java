package org.sciml4j.core.device;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.PoolGeometry;

/** Convolutions and pools as sums over every pair of positions that meet. */
final class Windows {
  private Windows() {}

  private interface Meeting {
    void at(long[] x, long[] w, long[] y);
  }

  /** {@code y[n, o, i] = Σ w[o, c, k] x[n, c, stride i + dilation k - low]}. */
  static double[] convolve(
      ConvolutionGeometry geometry, DoubleArray x, DoubleArray w, DoubleArray y) {
    meet(geometry, x, w, y, (i, j, k) -> y.set(y.get(k) + x.get(i) * w.get(j), k));
    return y.elements();
  }

  static double[] adjointByInput(
      ConvolutionGeometry geometry, DoubleArray x, DoubleArray w, DoubleArray y) {
    meet(geometry, x, w, y, (i, j, k) -> x.set(x.get(i) + y.get(k) * w.get(j), i));
    return x.elements();
  }

  static double[] adjointByKernel(
      ConvolutionGeometry geometry, DoubleArray x, DoubleArray w, DoubleArray y) {
    meet(geometry, x, w, y, (i, j, k) -> w.set(w.get(j) + y.get(k) * x.get(i), j));
    return w.elements();
  }

  private static void meet(
      ConvolutionGeometry geometry, DoubleArray x, DoubleArray w, DoubleArray y, Meeting meeting) {
    long outputsPerGroup = w.shape()[0] / geometry.groups();
    y.forEach(
        out ->
            DoubleArray.zeros(tail(w.shape(), 1))
                .forEach(
                    k -> {
                      long channel = out[1] / outputsPerGroup * w.shape()[1] + k[0];
                      long[] in = out.clone();
                      in[1] = channel;
                      long[] kernel = LongStream.concat(at(out[1]), LongStream.of(k)).toArray();
                      for (int axis = 0; axis < geometry.dims(); axis++) {
                        in[axis + 2] =
                            geometry.stride().get(axis) * out[axis + 2]
                                + geometry.dilation().get(axis) * k[axis + 1]
                                - geometry.low().get(axis);
                      }
                      if (inside(in, x.shape())) {
                        meeting.at(in, kernel, out);
                      }
                    }));
  }

  /** Whether a pooled or searched element is larger; a NaN is larger than any number. */
  static boolean exceeds(double element, double largest) {
    return element > largest || (Double.isNaN(element) && !Double.isNaN(largest));
  }

  /** The element of {@code v} at the place of each window's first largest of {@code x}. */
  static double[] selectLargest(PoolGeometry pool, DoubleArray x, DoubleArray v, DoubleArray y) {
    y.forEach(out -> y.set(v.get(largest(pool, x, out)), out));
    return y.elements();
  }

  static double[] scatterToLargest(PoolGeometry pool, DoubleArray x, DoubleArray g, DoubleArray y) {
    g.forEach(
        out -> {
          long[] place = largest(pool, x, out);
          y.set(y.get(place) + g.get(out), place);
        });
    return y.elements();
  }

  static double[] average(PoolGeometry pool, DoubleArray x, DoubleArray y) {
    window(pool, x, y, (in, out) -> y.set(y.get(out) + x.get(in) / pool.points(), out));
    return y.elements();
  }

  static double[] spread(PoolGeometry pool, DoubleArray g, DoubleArray y) {
    window(pool, y, g, (in, out) -> y.set(y.get(in) + g.get(out) / pool.points(), in));
    return y.elements();
  }

  private static long[] largest(PoolGeometry pool, DoubleArray x, long[] out) {
    long[][] place = new long[1][];
    window(
        pool,
        x,
        out,
        (in, _) -> {
          if (place[0] == null || exceeds(x.get(in), x.get(place[0]))) {
            place[0] = in;
          }
        });
    return place[0];
  }

  private static void window(
      PoolGeometry pool, DoubleArray x, DoubleArray y, BiConsumer<long[], long[]> meeting) {
    y.forEach(out -> window(pool, x, out, meeting));
  }

  private static void window(
      PoolGeometry pool, DoubleArray x, long[] out, BiConsumer<long[], long[]> meeting) {
    DoubleArray.zeros(longs(pool.window()))
        .forEach(
            k -> {
              long[] in = out.clone();
              for (int axis = 0; axis < pool.dims(); axis++) {
                in[axis + 2] =
                    pool.stride().get(axis) * out[axis + 2] + k[axis] - pool.low().get(axis);
              }
              if (inside(in, x.shape())) {
                meeting.accept(in, out);
              }
            });
  }

  private static boolean inside(long[] at, long[] shape) {
    for (int axis = 0; axis < at.length; axis++) {
      if (at[axis] < 0 || at[axis] >= shape[axis]) {
        return false;
      }
    }
    return true;
  }

  private static LongStream at(long index) {
    return LongStream.of(index);
  }

  private static long[] tail(long[] shape, int from) {
    return LongStream.of(shape).skip(from).toArray();
  }

  private static long[] longs(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }
}
