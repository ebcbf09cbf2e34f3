package org.sciml4j.core.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.stencil.CompiledStencil;
import org.sciml4j.core.stencil.StencilLayout;
import org.sciml4j.core.stencil.Tap;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class StencilConvolutionTest {
  private static final TensorType FIELD = new TensorType(DType.F64, 1, 1, 23, 70);
  private static final TensorType KERNEL = new TensorType(DType.F64, 1, 1, 3, 5);

  @ParameterizedTest
  @EnumSource
  void hasTheBitsOfAStencilForEveryKernel(BoundaryMode mode) {
    List<Padding> padding =
        mode == BoundaryMode.VALID
            ? List.of()
            : List.of(Padding.both(1, mode), Padding.both(2, mode));
    ConvolutionKernel convolution =
        ConvolutionKernel.of(ConvolutionGeometry.dense(2), FIELD, KERNEL, padding);
    assertThat(convolution.isStencil()).isTrue();
    try (Arena arena = Arena.ofShared();
        ThreadTeam team = ThreadTeam.of(2);
        Tensor u = Tensor.zeros(DType.F64, 23, 70)) {
      double[] x = Memory.random(FIELD.count(), 1);
      Memory field = Memory.of(arena, DType.F64, x);
      for (int i = 0; i < x.length; i++) {
        u.set(x[i], i / 70, i % 70);
      }
      for (int seed = 2; seed < 4; seed++) {
        double[] weights = Memory.random(KERNEL.count(), seed);
        CompiledStencil stencil =
            CompiledStencil.of(taps(weights), StencilLayout.of(DType.F64, mode, 23, 70));
        long[] extents = stencil.resultExtents();
        Memory result = Memory.ofNaN(arena, DType.F64, extents[0] * extents[1]);
        Memory kernel = Memory.of(arena, DType.F64, weights);
        convolution.run(team, field.address(), kernel.address(), result.address(), 0);
        double[] actual = result.values();
        try (Tensor out = Tensor.zeros(DType.F64, extents)) {
          stencil.apply(u, out);
          for (int i = 0; i < actual.length; i++) {
            double expected = out.get(i / extents[1], i % extents[1]);
            assertThat(actual[i]).as("element %d", i).isEqualTo(expected);
          }
        }
      }
    }
  }

  private static List<Tap> taps(double[] weights) {
    List<Tap> taps = new ArrayList<>();
    for (int k = 0; k < weights.length; k++) {
      taps.add(new Tap(new int[] {k / 5 - 1, k % 5 - 2}, weights[k]));
    }
    return taps;
  }

  @Test
  void isNoStencilWithSeveralChannelsOrStrides() {
    ConvolutionGeometry dense = ConvolutionGeometry.dense(2);
    TensorType two = new TensorType(DType.F64, 2, 1, 3, 5);
    assertThat(ConvolutionKernel.of(dense, FIELD, two, List.of()).isStencil()).isFalse();
    ConvolutionGeometry strided = dense.withStride(List.of(2L, 1L));
    assertThat(ConvolutionKernel.of(strided, FIELD, KERNEL, List.of()).isStencil()).isFalse();
  }
}
