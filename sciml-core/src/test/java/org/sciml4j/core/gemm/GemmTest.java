package org.sciml4j.core.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

class GemmTest {
  private static final List<long[]> SIZES =
      List.of(
          new long[] {1, 1, 1},
          new long[] {0, 5, 3},
          new long[] {5, 0, 3},
          new long[] {5, 3, 0},
          new long[] {1, 37, 19},
          new long[] {41, 1, 23},
          new long[] {7, 5, 1},
          new long[] {13, 17, 11},
          new long[] {16, 48, 64},
          new long[] {29, 53, 300},
          new long[] {3, 20, 1024},
          new long[] {67, 3, 32},
          new long[] {130, 70, 33},
          new long[] {61, 131, 600});

  static Stream<GemmShape> shapes() {
    return Stream.of(DType.values())
        .flatMap(
            dtype ->
                SIZES.stream()
                    .flatMap(
                        s ->
                            Stream.of(0, 1, 2, 3)
                                .map(
                                    t ->
                                        GemmShape.of(
                                            dtype, s[0], s[1], s[2], (t & 1) != 0, t >= 2))));
  }

  static Stream<GemmShape> awkwardShapes() {
    return Stream.of(DType.values())
        .flatMap(
            dtype ->
                Stream.of(
                    new GemmShape(dtype, 3, 9, 21, 17, 40, 2, 400, 50, 2, 900, 25, 300, true),
                    new GemmShape(dtype, 2, 19, 35, 40, 43, 1, 900, 37, 1, 0, 36, 700, false),
                    new GemmShape(dtype, 4, 10, 50, 30, 30, 1, 0, 50, 1, 1500, 50, 500, true),
                    new GemmShape(dtype, 5, 12, 33, 30, 30, 1, 360, 33, 1, 990, 33, 0, false),
                    new GemmShape(dtype, 5, 32, 9, 700, 700, 1, 22400, 1, 700, 6300, 9, 0, true),
                    new GemmShape(dtype, 2, 6, 7, 5, 0, 1, 0, 7, 0, 0, 7, 42, false),
                    GemmShape.of(dtype, 5, 4, 0, false, false).accumulating(),
                    GemmShape.of(dtype, 4, 4, 4, false, false).batched(0),
                    GemmShape.of(dtype, 8, 8, 4096, true, false),
                    GemmShape.of(dtype, 32, 9, 10_000, true, false).accumulating(),
                    GemmShape.of(dtype, 14, 10, 64, false, true).batched(17)));
  }

  @ParameterizedTest
  @MethodSource({"shapes", "awkwardShapes"})
  void should_equal_the_product_summed_in_double_precision(GemmShape shape) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(2)) {
      Trial trial = new Trial(arena, shape, 1);
      for (Operands operands : Operands.values()) {
        for (KernelProvider provider : KernelProvider.values()) {
          trial.verify(trial.run(provider, operands, team));
        }
      }
    }
  }

  @Property(tries = 150)
  void should_equal_the_product_for_any_shape(
      @ForAll DType dtype,
      @ForAll Operands operands,
      @ForAll @LongRange(max = 100) long m,
      @ForAll @LongRange(max = 100) long n,
      @ForAll @LongRange(max = 400) long k,
      @ForAll @LongRange(max = 4) long batch,
      @ForAll @LongRange(max = 63) long options) {
    GemmShape dense =
        GemmShape.of(dtype, m, n, k, (options & 1) != 0, (options & 2) != 0)
            .batched(
                batch,
                (options & 4) != 0 ? 0 : m * k,
                (options & 8) != 0 ? 0 : k * n,
                (options & 16) != 0 ? 0 : m * n);
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(2)) {
      GemmShape shape = (options & 32) != 0 ? dense.accumulating() : dense;
      Trial trial = new Trial(arena, shape, options);
      trial.verify(trial.run(KernelProvider.selected(), operands, team));
    }
  }

  @ParameterizedTest
  @MethodSource({"shapes", "awkwardShapes"})
  void should_give_the_same_bits_for_any_number_of_threads(GemmShape shape) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam one = ThreadTeam.of(1);
        ThreadTeam two = ThreadTeam.of(2);
        ThreadTeam three = ThreadTeam.of(3)) {
      Trial trial = new Trial(arena, shape, 2);
      for (Operands operands : Operands.values()) {
        double[] alone = trial.run(KernelProvider.selected(), operands, one);
        assertThat(trial.run(KernelProvider.selected(), operands, two)).isEqualTo(alone);
        assertThat(trial.run(KernelProvider.selected(), operands, three)).isEqualTo(alone);
      }
    }
  }

  @ParameterizedTest
  @MethodSource({"shapes", "awkwardShapes"})
  void should_pass_every_finished_element_to_the_epilogue_once(GemmShape shape) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(2)) {
      Trial trial = new Trial(arena, shape, 3);
      for (Operands operands : Operands.values()) {
        double[] product = trial.run(KernelProvider.selected(), operands, team);
        double[] doubled = trial.runAndDouble(KernelProvider.selected(), operands, team);
        assertThat(doubled).isEqualTo(trial.doubled(product));
      }
    }
  }

  @Tag("allocation")
  @ParameterizedTest
  @EnumSource
  void should_allocate_nothing(Operands operands) {
    GemmShape shape = GemmShape.of(DType.F32, 70, 100, 80, false, false);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(1)) {
      Gemm gemm = Gemm.of(shape, operands);
      long a = memory(arena, 4L * 70 * 80);
      long b = memory(arena, 4L * 80 * 100);
      long c = memory(arena, 4L * 70 * 100);
      long scratch = memory(arena, gemm.scratchBytes());
      long packed = memory(arena, gemm.packedBytes());
      PanelSource zeros =
          (batch, kFrom, kTo, from, to, width, destination) -> {
            for (long i = 0; i < (kTo - kFrom) * width; i++) {
              EVERYTHING.set(ValueLayout.JAVA_FLOAT, destination + i * Float.BYTES, 0);
            }
          };
      Epilogue nothing = (batch, rowFrom, rowTo, columnFrom, columnTo) -> {};
      if (operands == Operands.PACKED_B) {
        gemm.packB(team, b, packed);
      }
      Runnable run =
          switch (operands) {
            case MEMORY -> () -> gemm.run(team, a, b, c, scratch, nothing);
            case PACKED_B -> () -> gemm.runPackedB(team, a, packed, c, scratch, nothing);
            case PANELS_OF_A -> () -> gemm.runPanelsOfA(team, zeros, b, c, scratch, nothing);
            case PANELS_OF_B -> () -> gemm.runPanelsOfB(team, a, zeros, c, scratch, nothing);
          };
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 400 && least > 0; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 50; i++) {
          run.run();
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }

  @Test
  void should_need_little_memory_for_long_sums() {
    long terms = 100_000_000;
    GemmShape wide = GemmShape.of(DType.F32, 4, 20, terms, false, false);
    GemmShape narrow = GemmShape.of(DType.F64, 20, 3, terms, true, false);
    assertThat(Gemm.of(wide).scratchBytes()).isLessThan(64 << 20);
    assertThat(Gemm.of(narrow).scratchBytes()).isLessThan(64 << 20);
    assertThat(Gemm.of(wide, Operands.PANELS_OF_A).scratchBytes()).isLessThan(64 << 20);
    assertThat(Gemm.of(wide, Operands.PANELS_OF_B).scratchBytes()).isLessThan(64 << 20);
  }

  @Test
  void should_refuse_a_run_that_was_not_planned() {
    Gemm gemm = Gemm.of(GemmShape.of(DType.F32, 2, 2, 2, false, false), Operands.PACKED_B);
    assertThatThrownBy(() -> gemm.run(ThreadTeam.common(), 64, 64, 64, 64))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("operands is PACKED_B, expected MEMORY");
  }

  @Test
  void should_refuse_sizes_it_cannot_compute() {
    assertThatThrownBy(() -> GemmShape.of(DType.F32, -1, 2, 2, false, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("m is -1");
    assertThatThrownBy(() -> new GemmShape(DType.F32, 1, 2, 4, 2, 2, 1, 0, 4, 1, 0, 3, 0, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cRow is 3");
  }

  private static long memory(Arena arena, long bytes) {
    MemorySegment memory = arena.allocate(Math.max(64, bytes), 64);
    memory.fill((byte) 0);
    return memory.address();
  }
}
