package org.sciml4j.core.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.elementwise.RandomKernel.Distribution;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class RandomKernelTest {
  private static final double[] WORDS = {0xDEADBEEFL, 0xCAFEBABEL, 123_456_789_012L};

  @ParameterizedTest
  @EnumSource
  void should_give_the_draws_of_the_key_bit_for_bit(Distribution distribution) {
    RandomKey key = RandomKeys.key(WORDS, 5);
    for (KernelProvider provider : KernelProvider.values()) {
      for (int threads = 1; threads <= 3; threads++) {
        for (int count : new int[] {0, 1, 2, 15, 16, 17, 4096, 20_001}) {
          for (DType dtype : DType.values()) {
            double[] draws = run(provider, threads, distribution, dtype, count, WORDS);
            for (int i = 0; i < count; i++) {
              double expected = expected(distribution, key, dtype, i);
              if (draws[i] != expected) {
                assertThat(draws[i])
                    .as("draw %d of %d %s %s", i, count, dtype, provider)
                    .isEqualTo(expected);
              }
            }
          }
        }
      }
    }
  }

  /** Draw 775 of this key is within 2^-25 of 1. */
  @Test
  void should_draw_nothing_that_rounds_to_one_in_single_precision() {
    double[] words = {1, 2, 4166};
    RandomKey key = RandomKeys.key(words, 5);
    assertThat((float) key.uniform(775)).isEqualTo(1f);
    for (KernelProvider provider : KernelProvider.values()) {
      double[] draws = run(provider, 1, Distribution.UNIFORM, DType.F32, 1024, words);
      assertThat(draws[775]).isEqualTo(1 - 0x1p-24);
    }
    try (Tensor draws = key.uniform(DType.F32, 776)) {
      assertThat(draws.getFlat(775)).isEqualTo(1 - 0x1p-24);
    }
  }

  private static double expected(Distribution distribution, RandomKey key, DType dtype, long i) {
    double draw = distribution == Distribution.UNIFORM ? key.uniform(i) : key.normal(i);
    if (dtype == DType.F64) {
      return draw;
    }
    return distribution == Distribution.UNIFORM
        ? Math.floor(Math.scalb(draw, 24)) * 0x1p-24
        : (float) draw;
  }

  private static double[] run(
      KernelProvider provider,
      int threads,
      Distribution distribution,
      DType dtype,
      int count,
      double... words) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(threads)) {
      long key = arena.allocate(24, 64).address();
      for (int i = 0; i < 3; i++) {
        Memory.setDouble(key + 8L * i, words[i]);
      }
      long result = arena.allocate(8L * count + 8, 64).address();
      RandomKernel.with(provider, distribution, dtype, count, 5).run(team, key, result);
      double[] draws = new double[count];
      for (int i = 0; i < count; i++) {
        draws[i] = Memory.get(dtype, result, i);
      }
      return draws;
    }
  }
}
