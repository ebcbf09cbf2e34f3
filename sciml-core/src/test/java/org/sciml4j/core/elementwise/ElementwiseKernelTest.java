package org.sciml4j.core.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
}
