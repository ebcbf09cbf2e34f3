package org.sciml4j.validation.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.sindy.reduction.Pod;

class PublishedDataTest {
  /** By fourth-order differences over the samples' steps, in the mean square. */
  private static void assertIsDerivative(Tensor x, Tensor rate, int dimension, double tolerance) {
    double size = 0;
    double error = 0;
    for (int t = 20; t < 200; t++) {
      for (int i = 0; i < dimension; i++) {
        double difference =
            (8 * (x.get(t + 1, i) - x.get(t - 1, i)) - (x.get(t + 2, i) - x.get(t - 2, i)))
                / (12 * 0.02);
        size += rate.get(t, i) * rate.get(t, i);
        error += (difference - rate.get(t, i)) * (difference - rate.get(t, i));
      }
    }
    assertThat(Math.sqrt(error / size)).isLessThan(tolerance);
  }

  /** On 900 frames the eigenvectors were not found when less was added to the diagonal. */
  @Test
  @Tag("long")
  void spiralHasTwoModes() {
    try (Samples samples = ReactionDiffusionData.of(900, RandomKey.of(1), DType.F32)) {
      Pod pod = Pod.centred(samples.tensors().getFirst(), 3, CpuDevice.common());
      assertThat(pod.energies()[0] + pod.energies()[1]).isBetween(0.985, 0.995);
    }
  }

  @Test
  void derivativesOfLorenzDataAreThoseOfTheirCurves() {
    try (Samples samples = LorenzData.of(1, RandomKey.of(1), DType.F64)) {
      assertIsDerivative(samples.tensors().get(0), samples.tensors().get(1), 128, 0.01);
    }
  }

  @Test
  void derivativesOfPendulumDataAreThoseOfTheirCurves() {
    try (Samples samples = PendulumData.of(1, RandomKey.of(1), DType.F64)) {
      assertIsDerivative(samples.tensors().get(0), samples.tensors().get(1), 51 * 51, 2e-3);
      assertIsDerivative(samples.tensors().get(1), samples.tensors().get(2), 51 * 51, 2e-3);
    }
  }
}
