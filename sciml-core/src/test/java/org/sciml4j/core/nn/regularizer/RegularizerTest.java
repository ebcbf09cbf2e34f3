package org.sciml4j.core.nn.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.LayerProbe;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.layer.Dense;

class RegularizerTest {
  @Test
  void penaltiesOnKernelBiasAndActivityAddUp() {
    Dense layer =
        Dense.of(2)
            .kernelRegularizer(new L1(0.1), new L2(0.01))
            .biasRegularizer(new L2(2))
            .activityRegularizer(new L1(3));
    LayerProbe probe = LayerProbe.of(layer, 2, 1).with(0, 1, 2).with(1, -3, 4).with(2, 1, -1);

    assertThat(probe.output()).containsExactly(-2, 3, -5, 7);
    assertThat(probe.outputs().get(1))
        .containsExactly(
            new double[] {0.1 * 7 + 0.01 * 25 + 2 * 2 + 3 * (2 + 3 + 5 + 7) / 2.0}, within(1e-14));
  }

  @Test
  void aSharedKernelIsPenalisedOnce() {
    Dense shared = Dense.of(1).withoutBias().kernelRegularizer(new L2(1));
    LayerProbe probe = LayerProbe.of(Sequential.of(shared, shared), 1, 1).with(1, 3);

    assertThat(probe.outputs().get(1)).containsExactly(9);
  }

  @Test
  void withoutPenaltiesTheirSumIsZero() {
    assertThat(LayerProbe.of(Dense.of(1), 1, 1).outputs().get(1)).containsExactly(0);
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> new L1(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lambda is -1.0");
    assertThatThrownBy(() -> new L2(Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lambda is NaN");
  }
}
