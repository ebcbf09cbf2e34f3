package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

/** Pendulums of angle θ seen as {@code θ v + m} through a linear autoencoder. */
class PositionsFirstTest {
  private static final Device DEVICE = CpuDevice.common();
  private static final int SAMPLES = 300;
  private static final int FEATURES = 6;

  /** A training without rate leaves the fit of the start: {@code z = ±θ + kπ}, one sine. */
  @Test
  void theStartIsTheSineWithItsScaleAndShift() {
    SindyNetwork network = Autoencoder.dense(FEATURES, 1, Activations.TANH).sindy(1, 2, 3, true);
    SindyAutoencoder autoencoder =
        SindyAutoencoder.of(
                network, LossWeights.of(0.1, 0.1, 0), new SparsitySchedule(0.1, 100, 1, 0))
            .batchSize(100)
            .dtype(DType.F64)
            .optimizer(Adam.of(1e-12))
            .firstStage(new PositionsFirst(1));
    try (Tensor x = Tensor.zeros(DType.F64, SAMPLES, FEATURES);
        Tensor velocity = Tensor.zeros(DType.F64, SAMPLES, FEATURES);
        Tensor acceleration = Tensor.zeros(DType.F64, SAMPLES, FEATURES)) {
      RandomKey key = RandomKey.of(9);
      for (int n = 0; n < SAMPLES; n++) {
        double angle = 5 * key.uniform(n) - 2.5;
        for (int i = 0; i < FEATURES; i++) {
          double v = key.normal(1000 + i);
          x.set(angle * v + 0.3, n, i);
          velocity.set((4 * key.uniform(500 + n) - 2) * v, n, i);
          acceleration.set(-Math.sin(angle) * v, n, i);
        }
      }
      TrainingResult result =
          autoencoder.train(
              TensorDataset.of(x, velocity, acceleration),
              RandomKey.of(3),
              DEVICE,
              Optional.empty(),
              TrainingListener.NONE);
      try (TrainedSindyAutoencoder model = autoencoder.model(result, DEVICE)) {
        assertThat(model.system().activeTerms()).isEqualTo(1);
        assertThat(Math.abs(model.system().coefficients()[0][10])).isCloseTo(1, within(1e-4));
        double[][] states = model.states(x, velocity);
        RandomKey same = RandomKey.of(9);
        for (int n = 0; n < SAMPLES; n++) {
          double angle = 5 * same.uniform(n) - 2.5;
          assertThat(Math.abs(Math.sin(states[n][0])))
              .isCloseTo(Math.abs(Math.sin(angle)), within(1e-3));
        }
      }
    }
  }

  /** 1, z, dz, z², z dz, dz², z³, z² dz, z dz², dz³, sin z, sin dz. */
  @Test
  void termsWithVelocitiesAreKnown() {
    SindyNetwork network = Autoencoder.dense(FEATURES, 1, Activations.TANH).sindy(1, 2, 3, true);
    assertThat(IntStream.range(0, 12).filter(network::hasVelocity))
        .containsExactly(2, 4, 5, 7, 8, 9, 11);
    SindyNetwork first = Autoencoder.dense(FEATURES, 2, Activations.TANH).sindy(2, 1, 2, true);
    assertThat(IntStream.range(0, 8).filter(first::hasVelocity)).isEmpty();
  }

  @Test
  void firstOrderAndNoEpochsAreRefused() {
    SindyNetwork network = Autoencoder.dense(FEATURES, 2, Activations.TANH).sindy(2, 1, 2, false);
    try (Tensor x = Tensor.zeros(DType.F64, 10, FEATURES)) {
      TensorDataset data = TensorDataset.of(x, x);
      assertThatThrownBy(() -> new PositionsFirst(3).requirePossible(network, data))
          .hasMessageContaining("order 2");
    }
    assertThatThrownBy(() -> new PositionsFirst(0)).hasMessageContaining("1 or more");
  }
}
