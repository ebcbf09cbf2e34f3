package org.sciml4j.core.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.elementwise.RandomKernel.Distribution;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

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
            double[] draws = run(provider, threads, distribution, dtype, count);
            for (int i = 0; i < count; i++) {
              double draw = distribution == Distribution.UNIFORM ? key.uniform(i) : key.normal(i);
              double expected = dtype == DType.F32 ? (float) draw : draw;
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

  private static double[] run(
      KernelProvider provider, int threads, Distribution distribution, DType dtype, int count) {
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(threads)) {
      long key = arena.allocate(24, 64).address();
      for (int i = 0; i < 3; i++) {
        Memory.setDouble(key + 8L * i, WORDS[i]);
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
