package org.sciml4j.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class RandomKeyTest {
  /** The known answers that Salmon et al. publish with their Random123 library. */
  @Test
  void philoxGivesThePublishedWords() {
    assertThat(Philox.block(0, 0, 0, 0, 0, 0))
        .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    assertThat(Philox.block(-1, -1, -1, -1, -1, -1))
        .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    assertThat(Philox.block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void uniformDrawsHaveTheMomentsOfTheirDistribution() {
    RandomKey key = RandomKey.of(7);
    int n = 200_000;
    double[] draws = LongStream.range(0, n).mapToDouble(key::uniform).toArray();
    assertThat(Arrays.stream(draws).allMatch(x -> x >= 0 && x < 1)).isTrue();
    assertThat(mean(draws, 1)).isCloseTo(0.5, within(5 / Math.sqrt(12.0 * n)));
    assertThat(mean(draws, 2)).isCloseTo(1.0 / 3, within(5 * Math.sqrt(4.0 / 45 / n)));
  }

  @Test
  void normalDrawsHaveTheMomentsOfTheirDistribution() {
    RandomKey key = RandomKey.of(8);
    int n = 200_000;
    double[] draws = LongStream.range(0, n).mapToDouble(key::normal).toArray();
    assertThat(mean(draws, 1)).isCloseTo(0, within(5 / Math.sqrt(n)));
    assertThat(mean(draws, 2)).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    assertThat(mean(draws, 4)).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
  }

  @Test
  void normalDrawsAreBoxAndMullersPoints() {
    RandomKey key = RandomKey.of(10);
    for (int i = 0; i < 20_000; i += 2) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - key.uniform(i)));
      double angle = 2 * Math.PI * key.uniform(i + 1);
      assertThat(key.normal(i)).isCloseTo(radius * StrictMath.cos(angle), within(1e-14));
      assertThat(key.normal(i + 1)).isCloseTo(radius * StrictMath.sin(angle), within(1e-14));
    }
  }

  @Test
  void boxAndMullersPointsReachTheEndsOfTheirRange() {
    assertThat(BoxMuller.radius(0)).isZero();
    assertThat(BoxMuller.radius(1 - 0x1p-53)).isEqualTo(Math.sqrt(106 * Math.log(2)));
    for (int quarter = 0; quarter < 4; quarter++) {
      assertThat(BoxMuller.cosine(quarter / 4.0))
          .isEqualTo(List.of(1, 0, -1, 0).get(quarter) + 0.0);
      assertThat(BoxMuller.sine(quarter / 4.0)).isEqualTo(List.of(0, 1, 0, -1).get(quarter) + 0.0);
    }
    assertThat(BoxMuller.cosine(1 - 0x1p-53)).isEqualTo(1);
  }

  @Test
  void theSameKeyDrawsTheSameAndChildrenDrawSomethingElse() {
    RandomKey key = RandomKey.of(9);
    try (Tensor first = key.normal(DType.F64, 3, 5);
        Tensor again = RandomKey.of(9).normal(DType.F64, 15);
        Tensor child = key.child(0).normal(DType.F64, 15);
        Tensor sibling = key.child(1).normal(DType.F64, 15)) {
      assertThat(first.toDoubles()).containsExactly(again.toDoubles());
      assertThat(child.toDoubles()).doesNotContain(first.toDoubles());
      assertThat(child.toDoubles()).doesNotContain(sibling.toDoubles());
    }
  }

  private static double mean(double[] values, int power) {
    double sum = 0;
    for (double value : values) {
      sum += Math.pow(value, power);
    }
    return sum / values.length;
  }
}
