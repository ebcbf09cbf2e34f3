package org.sciml4j.core.autodiff;

import static org.sciml4j.core.autodiff.Case.unary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.AveragePoolAdjoint;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.ConvolutionInputAdjoint;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.MaxPoolScatter;
import org.sciml4j.core.graph.MaxPoolSelect;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;

/** Boundaries, convolutions and pools in one to three dimensions. */
final class WindowCases {
  private WindowCases() {}

  static Stream<Case> all() {
    return Stream.of(boundaries(), convolutions(), pools()).flatMap(cases -> cases);
  }

  private static Stream<Case> boundaries() {
    List<Case> cases = new ArrayList<>();
    for (BoundaryMode mode : BoundaryMode.values()) {
      long width = mode == BoundaryMode.VALID ? 0 : 2;
      Padding both = Padding.both(width, mode);
      Padding low = new Padding(width, 0, mode, BoundaryMode.ZERO);
      Padding far = Padding.both(4 * width, mode);
      cases.add(unary(Pad.class, x -> x.pad(List.of(both)), Point.between(-1, 1, 4)));
      cases.add(unary(Pad.class, x -> x.pad(List.of(both)), Point.between(-1, 1, 1)));
      cases.add(unary(Pad.class, x -> x.pad(List.of(far, low)), Point.between(-1, 1, 3, 2)));
      cases.add(
          unary(
              Fold.class,
              x -> Value.of(new Fold(List.of(both, low)), x),
              Point.between(-1, 1, 5, 3)));
      cases.add(
          new Case(
              Convolution.class,
              x ->
                  x.get(0)
                      .pad(List.of(Padding.NONE, Padding.NONE, both, both))
                      .crossCorrelate(x.get(1), ConvolutionGeometry.dense(2)),
              Point.between(-1, 1, 1, 2, 4, 3),
              Point.between(-1, 1, 2, 2, 3, 3)));
    }
    List<Padding> mixed =
        List.of(
            new Padding(1, 2, BoundaryMode.PERIODIC, BoundaryMode.REFLECT),
            new Padding(2, 1, BoundaryMode.REPLICATE, BoundaryMode.PERIODIC),
            Padding.NONE);
    cases.add(unary(Pad.class, x -> x.pad(mixed), Point.between(-1, 1, 2, 3, 2)));
    return cases.stream();
  }

  private static Stream<Case> convolutions() {
    ConvolutionGeometry strided =
        ConvolutionGeometry.dense(1)
            .withStride(List.of(2L))
            .withDilation(List.of(3L))
            .withPadding(List.of(2L), List.of(4L))
            .withGroups(2);
    ConvolutionGeometry plane =
        ConvolutionGeometry.dense(2)
            .withStride(List.of(3L, 2L))
            .withDilation(List.of(1L, 2L))
            .withPadding(List.of(1L, 0L), List.of(0L, 2L));
    ConvolutionGeometry depthwise =
        ConvolutionGeometry.dense(2).withGroups(3).withPadding(List.of(1L, 1L), List.of(1L, 1L));
    ConvolutionGeometry space = ConvolutionGeometry.dense(3).withStride(List.of(1L, 2L, 1L));
    return Stream.of(
            convolution(strided, new long[] {2, 4, 7}, new long[] {6, 2, 3}),
            convolution(plane, new long[] {1, 2, 5, 6}, new long[] {3, 2, 2, 3}),
            convolution(depthwise, new long[] {2, 3, 3, 4}, new long[] {6, 1, 3, 3}),
            convolution(space, new long[] {1, 2, 3, 3, 3}, new long[] {2, 2, 2, 1, 3}),
            convolution(ConvolutionGeometry.dense(1), new long[] {3, 2, 4}, new long[] {2, 2, 1}))
        .flatMap(cases -> cases);
  }

  private static Stream<Case> convolution(ConvolutionGeometry geometry, long[] x, long[] w) {
    Point input = Point.between(-1, 1, x);
    Point kernel = Point.between(-1, 1, w);
    Value result = input.input("x").crossCorrelate(kernel.input("w"), geometry);
    Point cotangent = Point.between(-1, 1, result.shape());
    return Stream.of(
        new Case(
            Convolution.class, a -> a.get(0).crossCorrelate(a.get(1), geometry), input, kernel),
        new Case(
            ConvolutionInputAdjoint.class,
            a -> Value.of(new ConvolutionInputAdjoint(geometry, spatial(x)), a),
            cotangent,
            kernel),
        new Case(
            ConvolutionKernelAdjoint.class,
            a -> Value.of(new ConvolutionKernelAdjoint(geometry, spatial(w)), a),
            input,
            cotangent));
  }

  private static List<Long> spatial(long... shape) {
    List<Long> extents = new ArrayList<>();
    for (int axis = 2; axis < shape.length; axis++) {
      extents.add(shape[axis]);
    }
    return extents;
  }

  private static Stream<Case> pools() {
    List<Long> ones = Collections.nCopies(2, 1L);
    return Stream.of(
            pool(PoolGeometry.of(List.of(3L)), 2, 2, 7),
            pool(PoolGeometry.of(List.of(2L), List.of(3L)), 1, 2, 9),
            pool(PoolGeometry.of(List.of(2L, 2L), ones), 1, 2, 4, 3),
            pool(new PoolGeometry(List.of(3L, 2L), List.of(2L, 1L), ones, ones), 2, 1, 5, 4),
            pool(PoolGeometry.of(List.of(2L, 1L, 2L)), 1, 1, 4, 2, 3))
        .flatMap(cases -> cases);
  }

  private static Stream<Case> pool(PoolGeometry geometry, long... shape) {
    Point x = Point.between(-1, 1, shape);
    Point v = Point.between(-2, 2, shape);
    Value largest = Value.constant(x.type(), x.elements());
    Point pooled = Point.between(-1, 1, Value.of(new MaxPool(geometry), largest).shape());
    return Stream.of(
        unary(MaxPool.class, a -> Value.of(new MaxPool(geometry), a), x),
        new Case(MaxPoolSelect.class, a -> Value.of(new MaxPoolSelect(geometry), a), x, v),
        new Case(MaxPoolScatter.class, a -> Value.of(new MaxPoolScatter(geometry), a), x, pooled),
        unary(AveragePool.class, a -> Value.of(new AveragePool(geometry), a), x),
        unary(
            AveragePoolAdjoint.class,
            a -> Value.of(new AveragePoolAdjoint(geometry, spatial(shape)), a),
            pooled));
  }
}
