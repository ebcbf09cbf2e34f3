package org.sciml4j.core.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.LayerProbe;

/** Values and derivatives of every layer on the processor against the plain loops. */
class LayersOnCpuTest {
  @ParameterizedTest
  @MethodSource("org.sciml4j.core.nn.layer.LayerDerivativesTest#layers")
  void inDoublePrecision(Layer layer, long... shape) {
    assertAgree(LayerProbe.training(layer, shape), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("org.sciml4j.core.nn.layer.LayerDerivativesTest#layers")
  void inSinglePrecision(Layer layer, long... shape) {
    assertAgree(LayerProbe.single(layer, shape), 3e-6);
  }

  private static void assertAgree(LayerProbe probe, double tolerance) {
    List<double[]> expected = probe.valuesAndDerivatives(new ReferenceDevice());
    List<double[]> actual = probe.valuesAndDerivatives(CpuDevice.common());
    for (int i = 0; i < expected.size(); i++) {
      double size = Math.max(1, Arrays.stream(expected.get(i)).map(Math::abs).max().orElse(0));
      assertThat(actual.get(i)).containsExactly(expected.get(i), within(tolerance * size));
    }
  }
}
