package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;

/** An oscillation of frequency ω seen through a random linear map, and a linear autoencoder. */
class PretrainingTest {
  private static final Device DEVICE = CpuDevice.common();
  private static final double OMEGA = 1.3;
  private static final int SAMPLES = 400;
  private static final int FEATURES = 8;

  /**
   * In any linear coordinates {@code ż = A z} has trace 0 and determinant ω²; the fit of the first
   * ones, not a training, must find that, for a rate of zero lets no coefficient move.
   */
  @Test
  void coefficientsStartAtTheMotionOfTheLatentVariables() {
    SindyNetwork network = Autoencoder.dense(FEATURES, 2, Activations.TANH).sindy(2, 1, 3, true);
    try (Tensor x = oscillation(0);
        Tensor velocity = oscillation(1);
        TrainedSindyAutoencoder model =
            trained(network, TensorDataset.of(x, velocity), Optional.empty())) {
      double[][] a = model.system().coefficients();
      assertThat(model.system().activeTerms()).isLessThanOrEqualTo(4);
      assertThat(a[0][1] + a[1][2]).isCloseTo(0, within(0.02));
      assertThat(a[0][1] * a[1][2] - a[0][2] * a[1][1])
          .isCloseTo(OMEGA * OMEGA, within(0.05 * OMEGA));
      double[] mean = new double[2];
      for (double[] z : model.states(x)) {
        mean[0] += z[0] / SAMPLES;
        mean[1] += z[1] / SAMPLES;
      }
      assertThat(mean).containsExactly(new double[2], within(1e-8));
    }
  }

  @Test
  void trainingGoesOnFromItsCheckpoints(@TempDir Path folder) {
    SindyNetwork network =
        Autoencoder.dense(FEATURES, 2, Activations.TANH, 4).sindy(2, 1, 2, false);
    try (Tensor x = oscillation(0);
        Tensor velocity = oscillation(1)) {
      TensorDataset data = TensorDataset.of(x, velocity);
      Path file = folder.resolve("checkpoint");
      try (TrainedSindyAutoencoder first = trained(network, data, Optional.of(file));
          TrainedSindyAutoencoder again = trained(network, data, Optional.of(file))) {
        assertThat(folder.resolve("checkpoint.pretraining")).exists();
        assertThat(again.system().coefficients()).isDeepEqualTo(first.system().coefficients());
      }
    }
  }

  @Test
  void tooFewSamplesAndEpochsAreRefused() {
    SindyNetwork network = Autoencoder.dense(FEATURES, 2, Activations.TANH).sindy(2, 1, 3, true);
    try (Tensor x = Tensor.zeros(DType.F64, 119, FEATURES)) {
      TensorDataset few = TensorDataset.of(x, x);
      assertThatThrownBy(() -> trained(network, few, Optional.empty()))
          .hasMessageContaining("119 samples for 12 terms")
          .hasMessageContaining("120 or more");
    }
    assertThatThrownBy(() -> new Pretraining(0)).hasMessageContaining("1 or more");
  }

  private static Tensor oscillation(int derivative) {
    RandomKey key = RandomKey.of(7);
    Tensor samples = Tensor.zeros(DType.F64, SAMPLES, FEATURES);
    for (int n = 0; n < SAMPLES; n++) {
      double phase = OMEGA * 0.05 * n + derivative * Math.PI / 2;
      for (int i = 0; i < FEATURES; i++) {
        double sum = key.normal(i) * Math.cos(phase) + key.normal(50 + i) * Math.sin(phase);
        samples.set(Math.pow(OMEGA, derivative) * sum, n, i);
      }
    }
    return samples;
  }

  private static TrainedSindyAutoencoder trained(
      SindyNetwork network, TensorDataset data, Optional<Path> checkpoint) {
    SindyAutoencoder autoencoder =
        SindyAutoencoder.of(
                network, LossWeights.of(0.1, 0.1, 0), new SparsitySchedule(1e-3, 100, 1, 0))
            .batchSize(100)
            .dtype(DType.F64)
            .optimizer(Adam.of(1e-12))
            .firstStage(new Pretraining(1));
    TrainingResult result =
        autoencoder.train(data, RandomKey.of(3), DEVICE, checkpoint, TrainingListener.NONE);
    return autoencoder.model(result, DEVICE);
  }
}
