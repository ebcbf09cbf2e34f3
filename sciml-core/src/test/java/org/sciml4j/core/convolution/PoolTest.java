package org.sciml4j.core.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.AveragePoolAdjoint;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.MaxPoolScatter;
import org.sciml4j.core.graph.MaxPoolSelect;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

class PoolTest {
  private static List<Long> l(long... numbers) {
    return LongStream.of(numbers).boxed().toList();
  }

  private static TensorType type(DType dtype, List<Long> shape) {
    return new TensorType(dtype, shape.stream().mapToLong(Long::longValue).toArray());
  }

  private static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(l(1, 1, 3, 3), PoolGeometry.of(l(2, 2), l(1, 1))),
        Arguments.of(l(2, 3, 26, 26), PoolGeometry.of(l(2, 2))),
        Arguments.of(l(2, 3, 11, 11), PoolGeometry.of(l(2, 2))),
        Arguments.of(l(1, 2, 64, 64), PoolGeometry.of(l(2, 2))),
        Arguments.of(l(3, 1, 6, 75), PoolGeometry.of(l(2, 2))),
        Arguments.of(l(2, 2, 40), PoolGeometry.of(l(3), l(2))),
        Arguments.of(l(2, 2, 40), PoolGeometry.of(l(2), l(3))),
        Arguments.of(l(2, 2, 5, 8, 35), PoolGeometry.of(l(2, 2, 2))),
        Arguments.of(l(2, 2, 5, 6, 7), PoolGeometry.of(l(3, 1, 4), l(2, 3, 1))),
        Arguments.of(l(0, 2, 5, 5), PoolGeometry.of(l(2, 2))),
        Arguments.of(l(1, 1, 1, 1), PoolGeometry.of(l(1, 1))),
        Arguments.of(l(2, 2, 9, 8), new PoolGeometry(l(3, 4), l(2, 3), l(1, 3), l(2, 0))),
        Arguments.of(l(2, 2, 1, 2), new PoolGeometry(l(3, 3), l(1, 5), l(2, 2), l(2, 2))),
        Arguments.of(l(2, 2, 20), new PoolGeometry(l(5), l(1), l(4), l(4))));
  }

  /** Five kinds of one pool, run on memory and by the reference device. */
  private record Trial(PoolGeometry geometry, List<Long> shape) {
    TensorType in() {
      return type(DType.F64, shape);
    }

    TensorType out() {
      return new MaxPool(geometry).type(List.of(in()));
    }

    double[] reference(Operation operation, double[]... operands) {
      boolean adjoint = operation instanceof AveragePoolAdjoint;
      Value first = Value.input("first", adjoint ? out() : in());
      Value second = Value.input("second", operation instanceof MaxPoolScatter ? out() : in());
      List<Value> values = List.of(first, second).subList(0, operands.length);
      Value result = Value.of(operation, values.toArray(Value[]::new));
      return ReferenceDevice.evaluate(new Graph(values, List.of(result)), operands).getFirst();
    }

    void verify(DType dtype, KernelProvider provider, int threads, double[] x) {
      double[] v = Memory.random(x.length, 6);
      double[] g = Memory.random(out().count(), 7);
      MaxPoolKernel largest = MaxPoolKernel.with(provider, geometry, type(dtype, shape));
      AveragePoolKernel mean = AveragePoolKernel.with(provider, geometry, type(dtype, shape));
      try (Arena arena = Arena.ofShared();
          ThreadTeam team = ThreadTeam.of(threads)) {
        Memory mx = Memory.of(arena, dtype, x);
        Memory mv = Memory.of(arena, dtype, v);
        Memory mg = Memory.of(arena, dtype, g);
        Memory out = Memory.ofNaN(arena, dtype, out().count());
        Memory in = Memory.ofNaN(arena, dtype, in().count());
        largest.run(team, mx.address(), out.address());
        assertThat(out.values()).containsExactly(reference(new MaxPool(geometry), x));
        largest.select(team, mx.address(), mv.address(), out.address());
        assertThat(out.values()).containsExactly(reference(new MaxPoolSelect(geometry), x, v));
        largest.scatter(team, mx.address(), mg.address(), in.address());
        isClose(dtype, in.values(), reference(new MaxPoolScatter(geometry), x, g));
        mean.run(team, mv.address(), out.address());
        isClose(dtype, out.values(), reference(new AveragePool(geometry), v));
        mean.adjoint(team, mg.address(), in.address());
        List<Long> extents = shape.subList(2, shape.size());
        isClose(dtype, in.values(), reference(new AveragePoolAdjoint(geometry, extents), g));
      }
    }

    private static void isClose(DType dtype, double[] actual, double[] expected) {
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < actual.length; i++) {
        if (!(Math.abs(actual[i] - expected[i]) <= 20 * dtype.epsilon())) {
          assertThat(actual[i]).as("%s element %d", dtype, i).isEqualTo(expected[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheDefinition(List<Long> shape, PoolGeometry geometry) {
    double[] x = Memory.random(type(DType.F64, shape).count(), 5);
    double[] tied = Arrays.stream(x).map(value -> Math.rint(2 * value) + 0.0).toArray();
    Trial trial = new Trial(geometry, shape);
    for (DType dtype : DType.values()) {
      for (KernelProvider provider : KernelProvider.values()) {
        trial.verify(dtype, provider, 1, x);
        trial.verify(dtype, provider, 3, tied);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesNaNForLargest(List<Long> shape, PoolGeometry geometry) {
    double[] x = Memory.random(type(DType.F64, shape).count(), 5);
    for (int i = 0; i < x.length; i += 7) {
      x[i] = i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
    }
    for (DType dtype : DType.values()) {
      for (KernelProvider provider : KernelProvider.values()) {
        new Trial(geometry, shape).verify(dtype, provider, 2, x);
      }
    }
  }

  @Tag("allocation")
  @Test
  void allocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    TensorType x = new TensorType(DType.F32, 4, 3, 26, 26);
    try (Arena arena = Arena.ofShared();
        ThreadTeam team = ThreadTeam.of(1)) {
      Memory in = Memory.of(arena, DType.F32, Memory.random(x.count(), 1));
      Memory out = Memory.ofNaN(arena, DType.F32, x.count() / 4);
      Memory back = Memory.ofNaN(arena, DType.F32, x.count());
      MaxPoolKernel largest = MaxPoolKernel.of(PoolGeometry.of(l(2, 2)), x);
      AveragePoolKernel mean = AveragePoolKernel.of(PoolGeometry.of(l(2, 2)), x);
      long least = Long.MAX_VALUE;
      long end = System.nanoTime() + 60_000_000_000L;
      while (least > 0 && System.nanoTime() < end) {
        long before = threads.getCurrentThreadAllocatedBytes();
        largest.run(team, in.address(), out.address());
        largest.scatter(team, in.address(), out.address(), back.address());
        mean.run(team, in.address(), out.address());
        mean.adjoint(team, out.address(), back.address());
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }
}
