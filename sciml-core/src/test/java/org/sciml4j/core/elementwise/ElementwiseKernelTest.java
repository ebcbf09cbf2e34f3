package org.sciml4j.core.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Tanh;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

class ElementwiseKernelTest {
  @Property(tries = 1500)
  void should_compute_what_the_definition_says(@ForAll long seed, @ForAll DType dtype) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(1)) {
      ChainTrial trial = new ChainTrial(arena, new RandomChains(seed).next(dtype), seed);
      for (KernelProvider provider : KernelProvider.values()) {
        trial.verify(trial.run(provider, team), 16);
      }
    }
  }

  @Property(tries = 100)
  void should_give_the_same_bits_for_any_number_of_threads(@ForAll long seed, @ForAll DType dtype) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam one = ThreadTeam.of(1);
        ThreadTeam two = ThreadTeam.of(2);
        ThreadTeam three = ThreadTeam.of(3)) {
      ChainTrial trial = new ChainTrial(arena, new RandomChains(seed).next(dtype), seed);
      double[][] alone = trial.run(KernelProvider.SIMD, one);
      assertThat(trial.run(KernelProvider.SIMD, two)).isDeepEqualTo(alone);
      assertThat(trial.run(KernelProvider.SIMD, three)).isDeepEqualTo(alone);
    }
  }

  /** Moments and parameters of Adam, each updated where it is. */
  private static ElementwiseChain adam(DType dtype, long count) {
    View view = View.dense(count);
    Operand memory = new Operand.Strided(view);
    Operand half = new Operand.Uniform(0.5);
    List<Step> steps =
        List.of(
            new Step(new Multiply(), 2, 4),
            new Step(new Multiply(), 1, 4),
            new Step(new Add(), 5, 6),
            new Step(new Multiply(), 1, 1),
            new Step(new Subtract(), 8, 3),
            new Step(new Multiply(), 9, 4),
            new Step(new Add(), 3, 10),
            new Step(new Abs(), 11),
            new Step(new Add(), 12, 4),
            new Step(new Divide(), 7, 13),
            new Step(new Subtract(), 0, 14));
    return new ElementwiseChain(
        dtype,
        new long[] {count},
        List.of(memory, memory, memory, memory, half),
        steps,
        List.of(new Store(7, view), new Store(11, view), new Store(15, view)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 16, 1000, 5000, 40_003})
  void should_update_several_operands_in_place(long count) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(2)) {
      for (DType dtype : DType.values()) {
        ChainTrial trial = new ChainTrial(arena, adam(dtype, count), count);
        trial.inPlace(0, 2).inPlace(1, 3).inPlace(2, 0);
        for (KernelProvider provider : KernelProvider.values()) {
          trial.verify(trial.run(provider, team), 16);
        }
      }
    }
  }

  /** The first store overwrites an operand that a later step and the second store still read. */
  @ParameterizedTest
  @ValueSource(longs = {5, 64, 3001})
  void should_not_overwrite_what_is_still_read(long count) {
    View view = View.dense(count);
    List<Operand> operands = List.of(new Operand.Strided(view), new Operand.Strided(view));
    List<Step> steps =
        List.of(
            new Step(new Multiply(), 0, 1),
            new Step(new Tanh(), 2),
            new Step(new Subtract(), 0, 3));
    List<Store> stores =
        List.of(new Store(2, view), new Store(4, view), new Store(1, view), new Store(0, view));
    ElementwiseChain chain =
        new ElementwiseChain(DType.F32, new long[] {count}, operands, steps, stores);
    ElementwiseChain swap =
        new ElementwiseChain(
            DType.F32,
            new long[] {count},
            operands,
            List.of(),
            List.of(new Store(1, view), new Store(0, view)));
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(2)) {
      for (KernelProvider provider : KernelProvider.values()) {
        ChainTrial trial = new ChainTrial(arena, chain, count).inPlace(0, 0);
        trial.verify(trial.run(provider, team), 16);
        ChainTrial swapped = new ChainTrial(arena, swap, count).inPlace(0, 0).inPlace(1, 1);
        swapped.verify(swapped.run(provider, team), 0);
      }
    }
  }

  @Tag("allocation")
  @Test
  void should_allocate_nothing() {
    KernelProvider provider = KernelProvider.selected();
    ElementwiseKernel kernel = ElementwiseKernel.with(provider, adam(DType.F32, 5000));
    ReductionKernel reduction =
        ReductionKernel.with(
            provider,
            new ElementwiseChain(
                DType.F32,
                new long[] {50, 100},
                List.of(new Operand.Strided(View.dense(50, 100))),
                List.of(new Step(new Abs(), 0)),
                List.of()),
            new Reduction(Reduction.Kind.SUM, 1, List.of(0), new View(0, 0, 1)));
    RandomKernel random =
        RandomKernel.with(provider, RandomKernel.Distribution.NORMAL, DType.F32, 5000, 1);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(1)) {
      long memory = arena.allocate(4 * 5000L, 64).address();
      long[] operands = {memory, memory, memory, memory, 0};
      long[] stores = {memory, memory, memory};
      long[] input = {memory};
      long[] none = {};
      long key = arena.allocate(24, 64).address();
      long scratch = arena.allocate(kernel.scratchBytes(1), 64).address();
      long scratch2 = arena.allocate(reduction.scratchBytes(1), 64).address();
      long result = arena.allocate(400, 64).address();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 2000 && least > 0; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20; i++) {
          kernel.run(team, operands, stores, scratch);
          reduction.run(team, input, none, result, scratch2);
          random.run(team, key, memory);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }

  @Test
  void should_refuse_chains_that_do_not_fit() {
    long[] extents = {2, 3};
    Operand operand = new Operand.Strided(View.dense(extents));
    assertThatThrownBy(
            () ->
                new ElementwiseChain(
                    DType.F32,
                    extents,
                    List.of(operand),
                    List.of(new Step(new Abs(), 1)),
                    List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("argument of step 0 is 1");
    assertThatThrownBy(
            () ->
                new ElementwiseChain(
                    DType.F32,
                    extents,
                    List.of(operand),
                    List.of(new Step(new Add(), 0)),
                    List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected 2 arguments");
    assertThatThrownBy(
            () ->
                new ElementwiseChain(
                    DType.F32,
                    extents,
                    List.of(operand),
                    List.of(),
                    List.of(new Store(0, new View(0, 1)))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected 2 strides");
  }
}
