package org.sciml4j.core.convolution;

import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;
import static org.sciml4j.core.stencil.BoundaryMode.REFLECT;
import static org.sciml4j.core.stencil.BoundaryMode.REPLICATE;
import static org.sciml4j.core.stencil.BoundaryMode.VALID;
import static org.sciml4j.core.stencil.BoundaryMode.ZERO;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.ConvolutionInputAdjoint;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** One convolution of the tests: shapes as {@code [n, c, spatial...]} and {@code [o, c, ...]}. */
record ConvolutionCase(
    List<Long> input, List<Long> kernel, ConvolutionGeometry geometry, List<Padding> padding) {

  private static ConvolutionCase of(List<Long> input, List<Long> kernel) {
    ConvolutionGeometry dense = ConvolutionGeometry.dense(input.size() - 2);
    return new ConvolutionCase(input, kernel, dense, List.of());
  }

  private static List<Long> l(long... numbers) {
    return LongStream.of(numbers).boxed().toList();
  }

  private ConvolutionCase stride(long... stride) {
    return new ConvolutionCase(input, kernel, geometry.withStride(l(stride)), padding);
  }

  private ConvolutionCase dilation(long... dilation) {
    return new ConvolutionCase(input, kernel, geometry.withDilation(l(dilation)), padding);
  }

  private ConvolutionCase zeros(List<Long> low, List<Long> high) {
    return new ConvolutionCase(input, kernel, geometry.withPadding(low, high), padding);
  }

  private ConvolutionCase groups(long groups) {
    return new ConvolutionCase(input, kernel, geometry.withGroups(groups), padding);
  }

  private ConvolutionCase pad(Padding... other) {
    return new ConvolutionCase(input, kernel, geometry, List.of(other));
  }

  private ConvolutionCase same(BoundaryMode mode) {
    List<Padding> all = new ArrayList<>();
    for (int axis = 0; axis < geometry.dims(); axis++) {
      long reach = geometry.dilation().get(axis) * (kernel.get(axis + 2) - 1);
      all.add(new Padding(reach / 2, reach - reach / 2, mode, mode));
    }
    return pad(all.toArray(Padding[]::new));
  }

  static Stream<ConvolutionCase> all() {
    List<ConvolutionCase> cases = new ArrayList<>();
    cases.add(of(l(1, 1, 3, 3), l(1, 1, 2, 2)));
    cases.add(of(l(2, 3, 7, 9), l(4, 3, 3, 2)));
    cases.add(of(l(3, 2, 40), l(5, 2, 4)));
    cases.add(of(l(2, 2, 5, 6, 7), l(3, 2, 2, 3, 3)));
    cases.add(of(l(1, 1, 1, 1), l(1, 1, 1, 1)));
    cases.add(of(l(0, 3, 5, 5), l(2, 3, 3, 3)));
    cases.add(of(l(4, 9, 11, 11), l(17, 9, 3, 3)));
    cases.add(of(l(19, 8, 5, 5), l(16, 8, 3, 3)));
    cases.add(of(l(5, 33, 6, 7), l(18, 33, 1, 1)));
    cases.add(of(l(2, 6, 9, 8), l(4, 3, 3, 3)).groups(2));
    cases.add(of(l(2, 5, 9, 21), l(10, 1, 3, 3)).groups(5).same(ZERO));
    cases.add(of(l(2, 3, 12, 13), l(4, 3, 3, 4)).stride(2, 3));
    cases.add(of(l(2, 3, 12, 13), l(4, 3, 2, 2)).stride(3, 4));
    cases.add(of(l(2, 3, 14, 33), l(4, 3, 3, 3)).dilation(2, 5));
    cases.add(of(l(2, 3, 14, 23), l(4, 3, 3, 3)).dilation(2, 3).stride(3, 2));
    cases.add(of(l(1, 2, 20), l(3, 2, 3)).dilation(4).stride(2).zeros(l(3), l(2)));
    cases.add(
        of(l(2, 2, 5, 6, 20), l(4, 1, 3, 2, 3))
            .groups(2)
            .stride(2, 1, 2)
            .dilation(1, 2, 2)
            .zeros(l(1, 0, 2), l(2, 1, 0)));
    cases.add(of(l(1, 2, 2, 3), l(3, 2, 5, 4)).zeros(l(4, 1), l(3, 2)));
    cases.add(of(l(2, 1, 1, 18), l(2, 1, 3, 3)).zeros(l(5, 2), l(0, 7)));
    cases.add(of(l(1, 1, 1, 2), l(1, 1, 1, 2)).zeros(l(0, 1), l(1, 0)));
    cases.add(of(l(1, 1, 1, 1, 2), l(1, 1, 1, 1, 2)).zeros(l(1, 0, 1), l(0, 2, 0)));
    for (BoundaryMode mode : new BoundaryMode[] {PERIODIC, ZERO, REFLECT, REPLICATE}) {
      cases.add(of(l(2, 1, 19, 37), l(1, 1, 3, 5)).same(mode));
      cases.add(of(l(2, 1, 6, 9, 20), l(1, 1, 3, 3, 3)).same(mode));
      cases.add(of(l(3, 1, 50), l(1, 1, 7)).same(mode));
      cases.add(of(l(2, 1, 17, 20), l(6, 1, 5, 5)).same(mode));
      cases.add(of(l(2, 7, 12, 19), l(1, 7, 5, 5)).same(mode));
      cases.add(of(l(2, 4, 6, 7), l(3, 4, 4, 3)).same(mode));
      cases.add(of(l(2, 2, 1, 3), l(2, 2, 5, 9)).same(mode));
      cases.add(of(l(1, 2, 3, 4, 5), l(2, 2, 3, 3, 3)).dilation(2, 1, 2).same(mode));
      cases.add(of(l(2, 2, 9, 8), l(2, 2, 3, 3)).stride(2, 3).same(mode));
    }
    Padding mixed = new Padding(2, 5, PERIODIC, REPLICATE);
    Padding other = new Padding(7, 0, REFLECT, VALID);
    cases.add(of(l(2, 2, 4, 5), l(3, 2, 3, 2)).pad(mixed, other));
    cases.add(of(l(2, 2, 4, 5), l(3, 2, 3, 2)).pad(other, mixed).zeros(l(1, 2), l(3, 1)));
    cases.add(
        of(l(1, 2, 3, 4), l(2, 2, 3, 3))
            .pad(Padding.both(11, PERIODIC), Padding.both(9, PERIODIC)));
    return cases.stream();
  }

  /** Larger ones, for which more of the fast paths apply. */
  static Stream<ConvolutionCase> large() {
    return Stream.of(
        of(l(2, 1, 24, 64), l(16, 1, 5, 5)).same(PERIODIC),
        of(l(2, 16, 24, 64), l(1, 16, 5, 5)).same(PERIODIC),
        of(l(3, 1, 28, 28), l(32, 1, 3, 3)),
        of(l(3, 32, 13, 13), l(16, 32, 3, 3)),
        of(l(37, 20, 5, 5), l(13, 20, 3, 3)));
  }

  TensorType inputType(DType dtype) {
    return type(dtype, input);
  }

  TensorType kernelType(DType dtype) {
    return type(dtype, kernel);
  }

  TensorType outputType(DType dtype) {
    return new Convolution(geometry)
        .type(List.of(ConvolutionLayout.padded(inputType(dtype), padding), kernelType(dtype)));
  }

  private static TensorType type(DType dtype, List<Long> shape) {
    return new TensorType(dtype, shape.stream().mapToLong(Long::longValue).toArray());
  }

  private List<Padding> paddingOfAllAxes() {
    List<Padding> all = new ArrayList<>(Collections.nCopies(2, Padding.NONE));
    all.addAll(padding.isEmpty() ? Collections.nCopies(geometry.dims(), Padding.NONE) : padding);
    return all;
  }

  Value convolution(Value x, Value w) {
    return Value.of(new Convolution(geometry), Value.of(new Pad(paddingOfAllAxes()), x), w);
  }

  Value inputAdjoint(Value y, Value w) {
    TensorType padded = ConvolutionLayout.padded(inputType(DType.F64), padding);
    List<Long> extents = LongStream.of(padded.shape()).skip(2).boxed().toList();
    return Value.of(
        new Fold(paddingOfAllAxes()),
        Value.of(new ConvolutionInputAdjoint(geometry, extents), y, w));
  }

  Value kernelAdjoint(Value x, Value y) {
    List<Long> extents = kernel.subList(2, kernel.size());
    return Value.of(
        new ConvolutionKernelAdjoint(geometry, extents),
        Value.of(new Pad(paddingOfAllAxes()), x),
        y);
  }
}
