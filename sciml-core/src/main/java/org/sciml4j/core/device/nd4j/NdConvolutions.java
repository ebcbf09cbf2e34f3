package org.sciml4j.core.device.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sciml4j.core.graph.ConvolutionGeometry;

/** Convolution and its adjoints: one matrix product for each kernel position and group. */
final class NdConvolutions {
  private final ConvolutionGeometry geometry;
  private final List<Long> extents;
  private final NdWindows windows;
  private final long channels;
  private final long outputs;

  private NdConvolutions(
      ConvolutionGeometry geometry, INDArray input, long[] kernelShape, long[] output) {
    this.geometry = geometry;
    extents = LongStream.of(kernelShape).skip(2).boxed().toList();
    channels = kernelShape[1];
    outputs = kernelShape[0] / geometry.groups();
    windows = NdWindows.of(geometry, extents, input, output);
  }

  static INDArray forward(
      ConvolutionGeometry geometry, INDArray input, INDArray kernel, long[] resultShape) {
    long[] output = spatial(resultShape);
    NdConvolutions one = new NdConvolutions(geometry, input, kernel.shape(), output);
    INDArray sum = null;
    for (int position = 0; position < one.windows.positions(); position++) {
      INDArray part = null;
      for (long group = 0; group < geometry.groups(); group++) {
        INDArray seen = one.windows.seen(position, group * one.channels, one.channels);
        INDArray product = one.weights(kernel, position, group).mmul(NdWindows.byChannel(seen));
        part = part == null ? product : Nd4j.concat(0, part, product);
      }
      sum = sum == null ? part : sum.addi(part);
    }
    return NdWindows.byBatch(sum, input.size(0), output);
  }

  static INDArray byInput(
      ConvolutionGeometry geometry, INDArray zeros, INDArray kernel, INDArray g) {
    long[] output = spatial(g.shape());
    NdConvolutions one = new NdConvolutions(geometry, zeros, kernel.shape(), output);
    for (int position = 0; position < one.windows.positions(); position++) {
      for (long group = 0; group < geometry.groups(); group++) {
        INDArray product =
            one.weights(kernel, position, group).transpose().mmul(one.cotangents(g, group));
        INDArray seen = one.windows.seen(position, group * one.channels, one.channels);
        seen.addi(NdWindows.byBatch(product, g.size(0), output));
      }
    }
    return NdArrays.dense(one.windows.inside());
  }

  static INDArray byKernel(
      ConvolutionGeometry geometry, INDArray input, INDArray zeros, INDArray g) {
    NdConvolutions one = new NdConvolutions(geometry, input, zeros.shape(), spatial(g.shape()));
    for (int position = 0; position < one.windows.positions(); position++) {
      for (long group = 0; group < geometry.groups(); group++) {
        INDArray seen = one.windows.seen(position, group * one.channels, one.channels);
        INDArray product = one.cotangents(g, group).mmul(NdWindows.byChannel(seen).transpose());
        one.weightView(zeros, position, group).assign(product.reshape('c', one.ones()));
      }
    }
    return zeros;
  }

  private static long[] spatial(long... shape) {
    return Arrays.copyOfRange(shape, 2, shape.length);
  }

  private INDArray cotangents(INDArray g, long group) {
    long[] from = new long[g.rank()];
    long[] step = new long[g.rank()];
    long[] shape = g.shape().clone();
    Arrays.fill(step, 1);
    from[1] = group * outputs;
    shape[1] = outputs;
    return NdWindows.byChannel(NdArrays.view(g, from, step, shape));
  }

  private INDArray weights(INDArray kernel, int position, long group) {
    return NdArrays.dense(weightView(kernel, position, group)).reshape('c', outputs, channels);
  }

  private INDArray weightView(INDArray kernel, int position, long group) {
    long[] from =
        LongStream.concat(LongStream.of(group * outputs, 0), LongStream.of(windows.index(position)))
            .toArray();
    long[] step = new long[from.length];
    Arrays.fill(step, 1);
    return NdArrays.view(kernel, from, step, ones());
  }

  private long[] ones() {
    long[] shape = new long[geometry.dims() + 2];
    Arrays.fill(shape, 1);
    shape[0] = outputs;
    shape[1] = channels;
    return shape;
  }
}
