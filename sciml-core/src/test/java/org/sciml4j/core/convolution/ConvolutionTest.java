package org.sciml4j.core.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

class ConvolutionTest {
  /** One of the three bilinear maps. */
  enum Map {
    FORWARD,
    INPUT_ADJOINT,
    KERNEL_ADJOINT;

    TensorType first(ConvolutionCase of, DType dtype) {
      return this == INPUT_ADJOINT ? of.outputType(dtype) : of.inputType(dtype);
    }

    TensorType second(ConvolutionCase of, DType dtype) {
      return this == KERNEL_ADJOINT ? of.outputType(dtype) : of.kernelType(dtype);
    }

    TensorType result(ConvolutionCase of, DType dtype) {
      return switch (this) {
        case FORWARD -> of.outputType(dtype);
        case INPUT_ADJOINT -> of.inputType(dtype);
        case KERNEL_ADJOINT -> of.kernelType(dtype);
      };
    }

    double[] reference(ConvolutionCase of, double[] first, double[] second) {
      Value a = Value.input("a", first(of, DType.F64));
      Value b = Value.input("b", second(of, DType.F64));
      Value result =
          switch (this) {
            case FORWARD -> of.convolution(a, b);
            case INPUT_ADJOINT -> of.inputAdjoint(a, b);
            case KERNEL_ADJOINT -> of.kernelAdjoint(a, b);
          };
      return ReferenceDevice.evaluate(Graph.of(List.of(a, b), result), first, second).getFirst();
    }

    Plan plan(ConvolutionCase of, DType dtype, KernelProvider provider) {
      ConvolutionGeometry geometry = of.geometry();
      TensorType input = of.inputType(dtype);
      TensorType kernel = of.kernelType(dtype);
      return switch (this) {
        case FORWARD -> {
          var plan = ConvolutionKernel.with(provider, geometry, input, kernel, of.padding());
          yield new Plan(plan::scratchBytes, plan::run);
        }
        case INPUT_ADJOINT -> {
          var plan =
              ConvolutionInputAdjointKernel.with(provider, geometry, input, kernel, of.padding());
          yield new Plan(plan::scratchBytes, plan::run);
        }
        case KERNEL_ADJOINT -> {
          var plan =
              ConvolutionKernelAdjointKernel.with(provider, geometry, input, kernel, of.padding());
          yield new Plan(plan::scratchBytes, plan::run);
        }
      };
    }

    double[] run(
        ConvolutionCase of,
        DType dtype,
        KernelProvider provider,
        int threads,
        double[] first,
        double[] second) {
      try (Arena arena = Arena.ofShared();
          ThreadTeam team = ThreadTeam.of(threads)) {
        Memory a = Memory.of(arena, dtype, first);
        Memory b = Memory.of(arena, dtype, second);
        Memory result = Memory.ofNaN(arena, dtype, result(of, dtype).count());
        Plan plan = plan(of, dtype, provider);
        long scratch = Memory.scratch(arena, plan.scratch().applyAsLong(threads));
        plan.run().run(team, a.address(), b.address(), result.address(), scratch);
        plan.run().run(team, a.address(), b.address(), result.address(), scratch);
        return result.values();
      }
    }
  }

  private interface Run {
    void run(ThreadTeam team, long first, long second, long result, long scratch);
  }

  private record Plan(java.util.function.IntToLongFunction scratch, Run run) {}

  private static Stream<ConvolutionCase> everything() {
    return Stream.concat(ConvolutionCase.all(), ConvolutionCase.large());
  }

  private static Stream<Arguments> cases() {
    return everything().flatMap(of -> Stream.of(Map.values()).map(map -> Arguments.of(map, of)));
  }

  private static double[] first(Map map, ConvolutionCase of) {
    return Memory.random(map.first(of, DType.F64).count(), 1);
  }

  private static double[] second(Map map, ConvolutionCase of) {
    return Memory.random(map.second(of, DType.F64).count(), 2);
  }

  private static double[] magnitudes(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheDefiningSum(Map map, ConvolutionCase of) {
    double[] first = first(map, of);
    double[] second = second(map, of);
    double[] expected = map.reference(of, first, second);
    double[] bound = map.reference(of, magnitudes(first), magnitudes(second));
    double terms = 20 + first.length + second.length;
    for (DType dtype : DType.values()) {
      for (KernelProvider provider : KernelProvider.values()) {
        double[] actual = map.run(of, dtype, provider, 2, first, second);
        double tolerance = dtype.epsilon() * Math.min(terms, 60 + Math.sqrt(terms));
        for (int i = 0; i < expected.length; i++) {
          if (!(Math.abs(actual[i] - expected[i]) <= tolerance * bound[i])) {
            assertThat(actual[i])
                .as("%s %s element %d, bound %g", dtype, provider, i, tolerance * bound[i])
                .isEqualTo(expected[i]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void keepsAnInfiniteInputToTheTapsThatTouchIt(ConvolutionCase of) {
    double[] input = first(Map.KERNEL_ADJOINT, of);
    double[] cotangent = second(Map.KERNEL_ADJOINT, of);
    double[] bound = Map.KERNEL_ADJOINT.reference(of, magnitudes(input), magnitudes(cotangent));
    if (input.length == 0) {
      return;
    }
    double[] edges = input.clone();
    edges[0] = Double.POSITIVE_INFINITY;
    edges[edges.length - 1] = Double.NEGATIVE_INFINITY;
    double[] expected = Map.KERNEL_ADJOINT.reference(of, edges, cotangent);
    double terms = 20 + input.length + cotangent.length;
    for (DType dtype : DType.values()) {
      for (KernelProvider provider : KernelProvider.values()) {
        double[] actual = Map.KERNEL_ADJOINT.run(of, dtype, provider, 2, edges, cotangent);
        double tolerance = dtype.epsilon() * Math.min(terms, 60 + Math.sqrt(terms));
        for (int i = 0; i < expected.length; i++) {
          boolean same =
              Double.isFinite(expected[i])
                  ? Math.abs(actual[i] - expected[i]) <= tolerance * bound[i]
                  : Double.compare(actual[i], expected[i]) == 0;
          if (!same) {
            assertThat(actual[i])
                .as("%s %s element %d, bound %g", dtype, provider, i, tolerance * bound[i])
                .isEqualTo(expected[i]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheSameBitsOnAnyNumberOfThreads(Map map, ConvolutionCase of) {
    double[] first = first(map, of);
    double[] second = second(map, of);
    for (DType dtype : DType.values()) {
      double[] alone = map.run(of, dtype, KernelProvider.SIMD, 1, first, second);
      for (int threads = 2; threads <= 3; threads++) {
        assertThat(map.run(of, dtype, KernelProvider.SIMD, threads, first, second))
            .containsExactly(alone);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void threeMapsAreAdjoint(ConvolutionCase of) {
    double[] x = first(Map.FORWARD, of);
    double[] w = second(Map.FORWARD, of);
    double[] y = Memory.random(of.outputType(DType.F64).count(), 3);
    KernelProvider simd = KernelProvider.SIMD;
    double forward = product(y, Map.FORWARD.run(of, DType.F64, simd, 2, x, w));
    double byInput = product(x, Map.INPUT_ADJOINT.run(of, DType.F64, simd, 2, y, w));
    double byKernel = product(w, Map.KERNEL_ADJOINT.run(of, DType.F64, simd, 2, x, y));
    double size =
        product(
            magnitudes(y), Map.FORWARD.run(of, DType.F64, simd, 2, magnitudes(x), magnitudes(w)));
    assertThat(byInput).isCloseTo(forward, within(1e-14 * size));
    assertThat(byKernel).isCloseTo(forward, within(1e-14 * size));
  }

  private static double product(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @Tag("allocation")
  @ParameterizedTest
  @EnumSource
  void allocatesNothing(Map map) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    ConvolutionCase.large()
        .forEach(
            of -> {
              try (Arena arena = Arena.ofShared();
                  ThreadTeam team = ThreadTeam.of(1)) {
                Memory a = Memory.of(arena, DType.F32, first(map, of));
                Memory b = Memory.of(arena, DType.F32, second(map, of));
                Memory result = Memory.ofNaN(arena, DType.F32, map.result(of, DType.F32).count());
                Plan plan = map.plan(of, DType.F32, KernelProvider.selected());
                long scratch = Memory.scratch(arena, plan.scratch().applyAsLong(1));
                Run run = plan.run();
                long least = Long.MAX_VALUE;
                long end = System.nanoTime() + 60_000_000_000L;
                while (least > 0 && System.nanoTime() < end) {
                  long before = threads.getCurrentThreadAllocatedBytes();
                  run.run(team, a.address(), b.address(), result.address(), scratch);
                  least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
                }
                assertThat(least).as("%s %s", map, of).isZero();
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void refusesPaddingThatDoesNotFit(Map map) {
    ConvolutionCase of = ConvolutionCase.all().findFirst().orElseThrow();
    ConvolutionCase wrong =
        new ConvolutionCase(of.input(), of.kernel(), of.geometry(), List.of(Padding.NONE));
    assertThatThrownBy(() -> map.plan(wrong, DType.F32, KernelProvider.SCALAR))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("padding");
  }
}
