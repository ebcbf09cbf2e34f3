package org.sciml4j.core.device.nd4j;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sciml4j.core.graph.PoolGeometry;

/** Pooling and its derivatives, one window position after the other. */
final class NdPools {
  private NdPools() {}

  /** In each window, the element of {@code v} at the place of the first largest of {@code x}. */
  static INDArray select(PoolGeometry geometry, INDArray x, INDArray v, long[] resultShape) {
    INDArray places = places(geometry, x, resultShape);
    NdWindows values = NdWindows.of(geometry, v, 0, spatial(resultShape));
    INDArray selected = Nd4j.zerosLike(places);
    for (int position = 0; position < values.positions(); position++) {
      INDArray candidate = NdArrays.dense(values.seen(position));
      selected = NdElementwise.select(places.eq(position), candidate, selected);
    }
    return selected;
  }

  /** Each element of {@code g} added at the place of its window's first largest of {@code x}. */
  static INDArray scatter(PoolGeometry geometry, INDArray x, INDArray g) {
    INDArray places = places(geometry, x, g.shape());
    INDArray zero = Nd4j.zerosLike(g);
    NdWindows sums = NdWindows.of(geometry, Nd4j.zerosLike(x), 0, spatial(g.shape()));
    for (int position = 0; position < sums.positions(); position++) {
      sums.seen(position).addi(NdElementwise.select(places.eq(position), g, zero));
    }
    return NdArrays.dense(sums.inside());
  }

  static INDArray average(PoolGeometry geometry, INDArray x, INDArray zeros) {
    NdWindows windows = NdWindows.of(geometry, x, 0, spatial(zeros.shape()));
    for (int position = 0; position < windows.positions(); position++) {
      zeros.addi(windows.seen(position));
    }
    return zeros.divi(geometry.points());
  }

  static INDArray spread(PoolGeometry geometry, INDArray zeros, INDArray g) {
    INDArray share = g.div(geometry.points());
    NdWindows windows = NdWindows.of(geometry, zeros, 0, spatial(g.shape()));
    for (int position = 0; position < windows.positions(); position++) {
      windows.seen(position).addi(share);
    }
    return NdArrays.dense(windows.inside());
  }

  private static INDArray places(PoolGeometry geometry, INDArray x, long... resultShape) {
    return NdWindows.of(geometry, x, Double.NEGATIVE_INFINITY, spatial(resultShape)).largest();
  }

  private static long[] spatial(long... shape) {
    return Arrays.copyOfRange(shape, 2, shape.length);
  }
}
