package org.sciml4j.core.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

class PadKernelTest {
  private static Stream<Arguments> cases() {
    Stream<Arguments> modes =
        Stream.of(BoundaryMode.values())
            .filter(mode -> mode != BoundaryMode.VALID)
            .flatMap(
                mode ->
                    Stream.of(
                        Arguments.of(new long[] {4}, List.of(Padding.both(2, mode))),
                        Arguments.of(
                            new long[] {2, 3, 37},
                            List.of(
                                Padding.NONE,
                                new Padding(1, 7, mode, BoundaryMode.ZERO),
                                new Padding(3, 80, mode, mode))),
                        Arguments.of(
                            new long[] {1, 1}, List.of(Padding.both(3, mode), Padding.NONE)),
                        Arguments.of(
                            new long[] {2, 3, 4, 5},
                            List.of(
                                Padding.both(1, mode),
                                Padding.both(11, mode),
                                Padding.NONE,
                                new Padding(2, 0, BoundaryMode.REFLECT, mode)))));
    return Stream.concat(
        modes,
        Stream.of(
            Arguments.of(new long[] {}, List.of()),
            Arguments.of(
                new long[] {0, 3}, List.of(Padding.NONE, Padding.both(1, BoundaryMode.PERIODIC))),
            Arguments.of(
                new long[] {3, 4, 1, 2, 5}, java.util.Collections.nCopies(5, Padding.NONE)),
            Arguments.of(
                new long[] {2, 1, 3, 1, 2},
                java.util.Collections.nCopies(5, Padding.both(1, BoundaryMode.PERIODIC)))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheDefinition(long[] shape, List<Padding> padding) {
    TensorType inner = new TensorType(DType.F64, shape);
    TensorType outer = new Pad(padding).type(List.of(inner));
    double[] x = Memory.random(inner.count(), 1);
    double[] y = Memory.random(outer.count(), 2);
    Value vx = Value.input("x", inner);
    Value vy = Value.input("y", outer);
    List<double[]> expected =
        ReferenceDevice.evaluate(
            Graph.of(
                List.of(vx, vy), Value.of(new Pad(padding), vx), Value.of(new Fold(padding), vy)),
            x,
            y);
    for (DType dtype : DType.values()) {
      for (KernelProvider provider : KernelProvider.values()) {
        try (Arena arena = Arena.ofShared();
            ThreadTeam team = ThreadTeam.of(2)) {
          Memory mx = Memory.of(arena, dtype, x);
          Memory my = Memory.of(arena, dtype, y);
          Memory padded = Memory.ofNaN(arena, dtype, y.length);
          Memory folded = Memory.ofNaN(arena, dtype, x.length);
          PadKernel kernel = PadKernel.with(provider, padding, new TensorType(dtype, shape));
          kernel.run(team, mx.address(), padded.address());
          kernel.fold(team, my.address(), folded.address());
          assertThat(padded.values()).containsExactly(expected.get(0));
          double[] sums = folded.values();
          for (int i = 0; i < sums.length; i++) {
            double error = Math.abs(sums[i] - expected.get(1)[i]);
            assertThat(error).as("element %d", i).isLessThan(1000 * dtype.epsilon());
          }
        }
      }
    }
  }
}
