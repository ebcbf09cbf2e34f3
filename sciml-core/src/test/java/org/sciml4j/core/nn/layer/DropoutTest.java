package org.sciml4j.core.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.nn.LayerProbe;
import org.sciml4j.core.nn.Sequential;

class DropoutTest {
  private static final int COUNT = 100_000;
  private static final double RATE = 0.3;

  private static LayerProbe ones() {
    double[] ones = new double[COUNT];
    Arrays.fill(ones, 1);
    return LayerProbe.training(Dropout.of(RATE), 1, COUNT).with(0, ones);
  }

  /** Within four standard deviations of the binomial distribution. */
  @Test
  void dropsThatShareAndScalesTheRest() {
    double[] output = ones().output();
    double deviation = Math.sqrt(RATE * (1 - RATE) * COUNT);

    assertThat(Arrays.stream(output).distinct().toArray()).containsExactlyInAnyOrder(0, 1 / 0.7);
    assertThat(Arrays.stream(output).filter(x -> x == 0).count())
        .isCloseTo((long) (RATE * COUNT), within((long) (4 * deviation)));
    assertThat(Arrays.stream(output).average().orElseThrow())
        .isCloseTo(1, within(4 * deviation / COUNT / 0.7));
  }

  @Test
  void drawsAnewInEachStepAndTheSameForTheSameKey() {
    double[] first = ones().output();

    assertThat(ones().output()).containsExactly(first);
    assertThat(ones().with(1, 0, 5, 2).output()).isNotEqualTo(first);
    assertThat(ones().with(1, 0, 6, 1).output()).isNotEqualTo(first);
  }

  @Test
  void twoLayersDropDifferentElements() {
    Dropout shared = Dropout.of(0.5);
    double[] ones = new double[COUNT];
    Arrays.fill(ones, 1);
    double[] twice =
        LayerProbe.training(Sequential.of(shared, shared), 1, COUNT).with(0, ones).output();

    assertThat(Arrays.stream(twice).filter(x -> x > 0).count())
        .isCloseTo(COUNT / 4, within((long) (4 * Math.sqrt(COUNT * 3 / 16.0))));
  }

  @Test
  void doesNothingInPrediction() {
    LayerProbe probe = LayerProbe.of(Dropout.of(RATE), 2, 3);

    assertThat(probe.output()).containsExactly(probe.input());
    assertThat(LayerProbe.training(Dropout.of(0), 2, 3).output()).containsExactly(probe.input());
  }
}
