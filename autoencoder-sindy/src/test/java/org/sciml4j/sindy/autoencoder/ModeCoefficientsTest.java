package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;

/** Samples in the plane of two modes about a mean, {@code x = m + a(t) v + b(t) w}. */
class ModeCoefficientsTest {
  private static final Device DEVICE = CpuDevice.common();
  private static final int SAMPLES = 60;
  private static final int FEATURES = 12;

  private final Tensor x = Tensor.zeros(DType.F64, SAMPLES, FEATURES);
  private final Tensor rate = Tensor.zeros(DType.F64, SAMPLES, FEATURES);
  private final TensorDataset data = TensorDataset.of(x, rate);

  ModeCoefficientsTest() {
    RandomKey key = RandomKey.of(5);
    for (int n = 0; n < SAMPLES; n++) {
      for (int i = 0; i < FEATURES; i++) {
        double v = key.normal(i);
        double w = key.normal(100 + i);
        double t = 0.1 * n;
        x.set(key.normal(200 + i) + Math.cos(t) * v + Math.sin(t) * w, n, i);
        rate.set(-Math.sin(t) * v + Math.cos(t) * w, n, i);
      }
    }
  }

  @AfterEach
  void close() {
    x.close();
    rate.close();
  }

  @Test
  void coefficientsHaveTheMeanSquaresOfTheFeatures() {
    ModeCoefficients modes = ModeCoefficients.of(data, 2, DEVICE);
    try (SampleArrays coefficients = modes.of(data, DEVICE)) {
      Tensor c = coefficients.tensors().getFirst();
      assertThat(c.shape()).containsExactly(SAMPLES, 2);
      assertThat(meanSquare(c.toDoubles())).isCloseTo(meanSquare(centred()), within(1e-12));
      assertThat(meanSquare(coefficients.tensors().getLast().toDoubles()))
          .isCloseTo(meanSquare(rate.toDoubles()), within(1e-12));
    }
  }

  /** What was learnt from coefficients is computed from the samples themselves afterwards. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void expandedNetworksComputeTheSameFromTheSamples(boolean startsAtPod) {
    ModeCoefficients modes = ModeCoefficients.of(data, 2, DEVICE);
    try (SampleArrays coefficients = modes.of(data, DEVICE);
        TrainedSindyAutoencoder learnt =
            trained(network(2, coefficients.dataset(), startsAtPod), coefficients.dataset());
        TrainedSindyAutoencoder expanded =
            modes.expanded(learnt, network(FEATURES, data, startsAtPod))) {
      Tensor c = coefficients.tensors().getFirst();
      assertThat(expanded.encode(x).toDoubles())
          .containsExactly(learnt.encode(c).toDoubles(), within(1e-10));
      Tensor z = learnt.encode(c);
      double[] decoded = learnt.decode(z).toDoubles();
      double scale = Math.sqrt(2.0 / FEATURES);
      Tensor unscaled =
          Tensor.of(Arrays.stream(decoded).map(number -> number / scale).toArray(), SAMPLES, 2);
      assertThat(expanded.decode(z).toDoubles())
          .containsExactly(modes.pod().reconstruct(unscaled).toDoubles(), within(1e-10));
      assertThat(expanded.system().equations()).isEqualTo(learnt.system().equations());
      assertThat(expanded.errors(data).motion())
          .isCloseTo(learnt.errors(coefficients.dataset()).motion(), within(1e-10));
    }
  }

  private static SindyNetwork network(long features, TensorDataset samples, boolean startsAtPod) {
    Autoencoder dense = Autoencoder.dense(features, 1, Activations.TANH, 5);
    return (startsAtPod ? PodStart.of(samples, 1, dense, DEVICE) : dense).sindy(1, 1, 2, false);
  }

  @Test
  void networksWithoutDenseLayersAtTheSamplesAreRefused() {
    ModeCoefficients one = ModeCoefficients.of(data, 1, DEVICE);
    ModeCoefficients modes = ModeCoefficients.of(data, 2, DEVICE);
    try (SampleArrays coefficients = modes.of(data, DEVICE);
        TrainedSindyAutoencoder learnt =
            trained(network(2, coefficients.dataset(), false), coefficients.dataset())) {
      SindyNetwork large = network(FEATURES, data, false);
      assertThatThrownBy(() -> one.expanded(learnt, large))
          .hasMessageContaining("dense layers with bias at both ends");
    }
  }

  @Test
  void imagesAreRefused() {
    TensorDataset images = TensorDataset.of(x.reshape(SAMPLES, 3, 4));
    assertThatThrownBy(() -> ModeCoefficients.of(images, 2, DEVICE))
        .hasMessageContaining("flatten");
  }

  private static TrainedSindyAutoencoder trained(SindyNetwork network, TensorDataset samples) {
    SindyAutoencoder autoencoder =
        SindyAutoencoder.of(
                network, LossWeights.of(0.1, 0.1, 0), new SparsitySchedule(0.01, 100, 5, 0))
            .batchSize(20)
            .dtype(DType.F64);
    TrainingResult result =
        autoencoder.train(
            samples, RandomKey.of(2), DEVICE, Optional.empty(), TrainingListener.NONE);
    return autoencoder.model(result, DEVICE);
  }

  private double[] centred() {
    double[] mean = new double[FEATURES];
    double[] all = x.toDoubles();
    for (int i = 0; i < all.length; i++) {
      mean[i % FEATURES] += all[i] / SAMPLES;
    }
    for (int i = 0; i < all.length; i++) {
      all[i] -= mean[i % FEATURES];
    }
    return all;
  }

  private static double meanSquare(double... numbers) {
    return Arrays.stream(numbers).map(number -> number * number).average().orElseThrow();
  }
}
