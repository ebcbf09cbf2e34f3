package org.sciml4j.core.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.nn.Freeze;
import org.sciml4j.core.nn.LayerProbe;

class NormTest {
  private static final double EPSILON = 1e-3;

  /** Ioffe and Szegedy 2015, algorithm 1, for two samples of one channel. */
  @Test
  void batchStatisticsInTraining() {
    LayerProbe probe =
        LayerProbe.training(BatchNorm.of(), 2, 1)
            .with(0, 1, 5)
            .with(1, 2)
            .with(2, 7)
            .with(3, 10)
            .with(4, 20);
    double scale = 2 / Math.sqrt(4 + EPSILON);

    assertThat(probe.output())
        .containsExactly(new double[] {7 - 2 * scale, 7 + 2 * scale}, within(1e-14));
    assertThat(probe.outputs().get(2)).containsExactly(new double[] {9.93}, within(1e-13));
    assertThat(probe.outputs().get(3))
        .containsExactly(new double[] {0.99 * 20 + 0.01 * 8}, within(1e-13));
  }

  @Test
  void runningStatisticsInPredictionAndWhereFrozen() {
    double expected = 7 + 2 * (5 - 3) / Math.sqrt(4 + EPSILON);
    for (LayerProbe probe :
        new LayerProbe[] {
          LayerProbe.of(BatchNorm.of(), 1, 1), LayerProbe.training(Freeze.of(BatchNorm.of()), 1, 1)
        }) {
      probe.with(0, 5).with(1, 2).with(2, 7).with(3, 3).with(4, 4);

      assertThat(probe.output()).containsExactly(new double[] {expected}, within(1e-14));
      assertThat(probe.outputs().get(2)).containsExactly(3);
      assertThat(probe.outputs().get(3)).containsExactly(4);
    }
  }

  @Test
  void aChosenAxisHoldsTheChannels() {
    LayerProbe probe = LayerProbe.training(BatchNorm.of().axis(2), 2, 5, 3);

    assertThat(probe.traced().parameters().getFirst().type().shape()).containsExactly(3);
  }

  @Test
  void layerNormalisationLooksAtEachSampleAlone() {
    LayerProbe probe = LayerProbe.of(LayerNorm.of(), 2, 2);
    double scale = 1 / Math.sqrt(1 + EPSILON);

    assertThat(probe.with(0, 1, 3, 10, 12).with(1, 1, 1).with(2, 0, 5).output())
        .containsExactly(new double[] {-scale, 5 + scale, -scale, 5 + scale}, within(1e-14));
    assertThat(
            LayerProbe.of(LayerNorm.of().axes(2), 2, 3, 4).traced().parameters().getFirst().type())
        .hasToString("f64[3, 4]");
  }
}
