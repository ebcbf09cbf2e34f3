package org.sciml4j.core.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class VectorKernelsTest {
  private static final long[] SIZES = {
    1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 2047, 2048, 2049, 16_383, 16_384, 16_385,
    50_021
  };

  private static Tensor random(Random random, DType dtype, long size) {
    Tensor tensor = Tensor.zeros(dtype, size);
    for (long i = 0; i < size; i++) {
      tensor.setFlat(i, random.nextGaussian());
    }
    return tensor;
  }

  @ParameterizedTest
  @EnumSource
  void should_give_the_same_bits_with_and_without_simd_and_for_any_team(DType dtype) {
    try (ThreadTeam one = ThreadTeam.of(1);
        ThreadTeam three = ThreadTeam.of(3)) {
      for (long size : SIZES) {
        double[] scalar = everyOperation(dtype, size, one, KernelProvider.SCALAR);
        assertThat(everyOperation(dtype, size, one, KernelProvider.SIMD)).isEqualTo(scalar);
        assertThat(everyOperation(dtype, size, three, KernelProvider.SIMD)).isEqualTo(scalar);
      }
    }
  }

  private static double[] everyOperation(
      DType dtype, long size, ThreadTeam team, KernelProvider provider) {
    Random random = new Random(size);
    FlatVectors vectors = new FlatVectors(dtype, size, team, provider);
    try (Tensor x = random(random, dtype, size);
        Tensor y = random(random, dtype, size);
        Tensor out = Tensor.zeros(dtype, size)) {
      MemorySegment sx = x.segment();
      MemorySegment sy = y.segment();
      MemorySegment so = out.segment();
      return new double[] {
        vectors.dot(sx, sy),
        vectors.magnitudes(sx),
        vectors.largest(sx),
        vectors.addAndDot(sx, -0.37, sy, so, sy),
        vectors.scaleAndDot(1.7, so, so, sx),
        vectors.addAndLargest(so, 0.3, sx, so),
        vectors.dot(so, so)
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_agree_with_the_definitions(DType dtype) {
    Random random = new Random(5);
    for (long size : SIZES) {
      FlatVectors vectors =
          new FlatVectors(dtype, size, ThreadTeam.common(), KernelProvider.selected());
      try (Tensor x = random(random, dtype, size);
          Tensor y = random(random, dtype, size);
          Tensor out = Tensor.zeros(dtype, size)) {
        double a = 0.25;
        double dot = 0;
        double magnitudes = 0;
        double largest = 0;
        double sumDotY = 0;
        for (long i = 0; i < size; i++) {
          dot += x.getFlat(i) * y.getFlat(i);
          magnitudes += Math.abs(x.getFlat(i));
          largest = Math.max(largest, Math.abs(x.getFlat(i)));
          sumDotY += (x.getFlat(i) + a * y.getFlat(i)) * y.getFlat(i);
        }
        double tolerance = size * Math.max(1e-14, 4 * dtype.epsilon());
        MemorySegment sx = x.segment();
        MemorySegment sy = y.segment();
        assertThat(vectors.dot(sx, sy)).isCloseTo(dot, within(1e-14 * size));
        assertThat(vectors.magnitudes(sx)).isCloseTo(magnitudes, within(1e-14 * size));
        assertThat(vectors.largest(sx)).isEqualTo(largest);
        assertThat(vectors.addAndDot(sx, a, sy, out.segment(), sy))
            .isCloseTo(sumDotY, within(tolerance));
        double last = x.getFlat(size - 1) + a * y.getFlat(size - 1);
        assertThat(out.getFlat(size - 1)).isCloseTo(last, within(2 * dtype.epsilon()));
        vectors.scaleAndDot(-2, sx, out.segment(), sx);
        for (long i = 0; i < size; i++) {
          assertThat(out.getFlat(i)).isEqualTo(-2 * x.getFlat(i));
        }
      }
    }
  }

  @Test
  void should_find_a_single_nan_or_infinity_anywhere() {
    for (DType dtype : DType.values()) {
      for (KernelProvider provider : KernelProvider.values()) {
        long size = 75;
        FlatVectors vectors = new FlatVectors(dtype, size, ThreadTeam.common(), provider);
        try (Tensor x = Tensor.zeros(dtype, size)) {
          for (long i = 0; i < size; i++) {
            x.fill(-1);
            x.setFlat(i, Double.NaN);
            assertThat(vectors.largest(x.segment())).isNaN();
            x.setFlat(i, Double.NEGATIVE_INFINITY);
            assertThat(vectors.largest(x.segment())).isEqualTo(Double.POSITIVE_INFINITY);
          }
        }
      }
    }
  }
}
