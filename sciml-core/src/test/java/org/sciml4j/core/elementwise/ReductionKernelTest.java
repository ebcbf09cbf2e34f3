package org.sciml4j.core.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;

class ReductionKernelTest {
  private static final Operand IDENTITY = new Operand.Uniform(1);

  @Property(tries = 1000)
  void should_reduce_what_the_definition_produces(@ForAll long seed, @ForAll DType dtype) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(1)) {
      ChainTrial trial = new ChainTrial(arena, new RandomChains(seed).next(dtype), seed);
      for (Reduction reduction : reductions(trial.chain, seed)) {
        double[][] expected = expected(trial, reduction);
        for (KernelProvider provider : KernelProvider.values()) {
          double[] after = run(provider, trial, reduction, team);
          for (int i = 0; i < after.length; i++) {
            if (Double.compare(after[i], expected[0][i]) != 0) {
              assertThat(after[i])
                  .as("%s of %s at %d", reduction, trial.chain, i)
                  .isCloseTo(expected[0][i], within(expected[1][i]));
            }
          }
        }
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
      for (Reduction reduction : reductions(trial.chain, seed)) {
        double[] alone = run(KernelProvider.SIMD, trial, reduction, one);
        assertThat(run(KernelProvider.SIMD, trial, reduction, two)).isEqualTo(alone);
        assertThat(run(KernelProvider.SIMD, trial, reduction, three)).isEqualTo(alone);
      }
    }
  }

  /** Extents whose sums are cut into chunks, over every choice of axes. */
  @ParameterizedTest
  @EnumSource
  void should_reduce_in_chunks(DType dtype) {
    long[] extents = {37, 50, 41};
    ElementwiseChain chain =
        new ElementwiseChain(
            dtype,
            extents,
            List.of(new Operand.Strided(View.dense(extents))),
            List.of(new Step(new Negate(), 0)),
            List.of());
    try (Arena arena = Arena.ofConfined();
        ThreadTeam one = ThreadTeam.of(1);
        ThreadTeam three = ThreadTeam.of(3)) {
      ChainTrial trial = new ChainTrial(arena, chain, 1);
      for (int choice = 0; choice < 8; choice++) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
          if ((choice >> axis & 1) != 0) {
            axes.add(axis);
          }
        }
        for (Reduction.Kind kind : Reduction.Kind.values()) {
          Reduction reduction = new Reduction(kind, 1, axes, View.dense(kept(chain, axes)));
          double[][] expected = expected(trial, reduction);
          double[] after = run(KernelProvider.SIMD, trial, reduction, one);
          for (int i = 0; i < after.length; i++) {
            assertThat(after[i]).isCloseTo(expected[0][i], within(expected[1][i]));
          }
          assertThat(run(KernelProvider.SIMD, trial, reduction, three)).isEqualTo(after);
        }
      }
    }
  }

  private static List<Reduction> reductions(ElementwiseChain chain, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < chain.rank(); axis++) {
      if (random.nextBoolean()) {
        axes.add(axis);
      }
    }
    long[] kept = kept(chain, axes);
    int argument = random.nextInt(chain.operands().size() + chain.steps().size());
    View result = View.dense(kept);
    return List.of(
        new Reduction(Reduction.Kind.SUM, argument, axes, result),
        new Reduction(Reduction.Kind.MAXIMUM, argument, axes, result));
  }

  private static long[] kept(ElementwiseChain chain, List<Integer> axes) {
    long[] kept = chain.extents();
    axes.forEach(axis -> kept[axis] = 1);
    return kept;
  }

  /** The results by the definition, and their bounds. */
  private static double[][] expected(ChainTrial trial, Reduction reduction) {
    ElementwiseChain chain = trial.chain;
    boolean sum = reduction.kind() == Reduction.Kind.SUM;
    int count = (int) Shape.count(kept(chain, reduction.axes()));
    double[] results = new double[count];
    double[] rest = new double[count];
    double[] bound = new double[count];
    double[] absolute = new double[count];
    Arrays.fill(results, sum ? 0 : Double.NEGATIVE_INFINITY);
    PlainChain plain = new PlainChain(chain);
    for (int flat = 0; flat < chain.count(); flat++) {
      long[] point = plain.point(flat);
      reduction.axes().forEach(axis -> point[axis] = 0);
      int place = (int) PlainChain.position(reduction.result(), point);
      double[] values = trial.values(flat);
      double value = values[reduction.argument()];
      double magnitude = Arrays.stream(values).map(Math::abs).max().orElse(0) + 1;
      double error = 16 * chain.dtype().epsilon() * (2 + chain.steps().size()) * magnitude;
      if (sum) {
        double total = results[place] + value;
        double lost = total - results[place];
        rest[place] += results[place] - (total - lost) + (value - lost);
        results[place] = total;
        absolute[place] += Math.abs(value);
      } else {
        results[place] = Math.max(results[place], value);
      }
      bound[place] = sum ? bound[place] + error : Math.max(bound[place], error);
    }
    for (int i = 0; i < count && sum; i++) {
      results[i] += rest[i];
      double terms = chain.count() / (double) count;
      // Higham 2002, Accuracy and Stability of Numerical Algorithms, equation 4.4
      bound[i] += terms * chain.dtype().epsilon() * absolute[i];
    }
    return new double[][] {results, bound};
  }

  private static double[] run(
      KernelProvider provider, ChainTrial trial, Reduction reduction, ThreadTeam team) {
    ElementwiseChain all = trial.chain;
    ElementwiseChain producer =
        new ElementwiseChain(all.dtype(), all.extents(), all.operands(), all.steps(), List.of());
    double[] after = new double[(int) Shape.count(kept(all, reduction.axes()))];
    try (Arena memory = Arena.ofConfined()) {
      ReductionKernel kernel = ReductionKernel.with(provider, producer, reduction);
      long result = ChainTrial.scratch(memory, 8L * after.length);
      long size = kernel.scratchBytes(team.threads());
      long scratch = ChainTrial.scratch(memory, size);
      kernel.run(team, trial.addresses(memory), new long[0], result, scratch);
      for (int i = 0; i < after.length; i++) {
        after[i] = Memory.get(all.dtype(), result, i);
      }
    }
    return after;
  }

  /** Ten million numbers near 1 that no float holds exactly; a running float sum is off by 1e-3. */
  @ParameterizedTest
  @EnumSource
  void should_sum_ten_million_floats_to_their_precision(KernelProvider provider) {
    int count = 10_000_000;
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(2)) {
      long x = arena.allocate(4L * count, 64).address();
      SplittableRandom random = new SplittableRandom(1);
      double sum = 0;
      for (int i = 0; i < count; i++) {
        float value = (float) (1.1 + 0.01 * random.nextDouble());
        Memory.setFloat(x + 4L * i, value);
        sum += value;
      }
      double found =
          reduced(provider, arena, team, DType.F32, x, new long[] {count}, Reduction.Kind.SUM);
      assertThat(found / sum).isCloseTo(1, within(1e-7));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 100, 5000})
  void should_find_a_nan_and_the_largest(int count) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(1)) {
      for (DType dtype : DType.values()) {
        for (int place : new int[] {0, count / 2, count - 1}) {
          long x = arena.allocate(8L * count, 64).address();
          for (int i = 0; i < count; i++) {
            Memory.set(dtype, x, i, i == place ? -1 : -2 - i);
          }
          for (KernelProvider provider : KernelProvider.values()) {
            assertThat(maximum(provider, arena, team, dtype, x, count)).isEqualTo(-1);
          }
          Memory.set(dtype, x, place, Double.NaN);
          for (KernelProvider provider : KernelProvider.values()) {
            assertThat(maximum(provider, arena, team, dtype, x, count)).isNaN();
          }
        }
      }
    }
  }

  private static double maximum(
      KernelProvider provider, Arena arena, ThreadTeam team, DType dtype, long x, int count) {
    return reduced(provider, arena, team, dtype, x, new long[] {count}, Reduction.Kind.MAXIMUM);
  }

  private static double reduced(
      KernelProvider provider,
      Arena arena,
      ThreadTeam team,
      DType dtype,
      long x,
      long[] extents,
      Reduction.Kind kind) {
    List<Operand> operands = List.of(new Operand.Strided(View.dense(extents)));
    ElementwiseChain chain = new ElementwiseChain(dtype, extents, operands, List.of(), List.of());
    Reduction reduction = new Reduction(kind, 0, List.of(0), new View(0, 0));
    ReductionKernel kernel = ReductionKernel.with(provider, chain, reduction);
    long result = arena.allocate(64, 64).address();
    long scratch = ChainTrial.scratch(arena, kernel.scratchBytes(team.threads()));
    kernel.run(team, new long[] {x}, new long[0], result, scratch);
    return Memory.get(dtype, result, 0);
  }

  @Test
  void should_refuse_what_the_producer_does_not_have() {
    ElementwiseChain producer =
        new ElementwiseChain(DType.F32, new long[] {3}, List.of(IDENTITY), List.of(), List.of());
    View result = new View(0, 0);
    assertThatThrownBy(
            () ->
                ReductionKernel.with(
                    KernelProvider.SCALAR,
                    producer,
                    new Reduction(Reduction.Kind.SUM, 1, List.of(0), result)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("reduced argument is 1");
    assertThatThrownBy(
            () ->
                ReductionKernel.with(
                    KernelProvider.SCALAR,
                    producer,
                    new Reduction(Reduction.Kind.SUM, 0, List.of(1), result)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("reduced axis is 1");
  }
}
