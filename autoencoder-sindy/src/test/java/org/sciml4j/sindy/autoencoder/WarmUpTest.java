package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;

class WarmUpTest {
  private static final Device DEVICE = CpuDevice.common();

  private final Tensor x = RandomKey.of(1).normal(DType.F64, 40, 32);
  private final Tensor velocity = RandomKey.of(2).normal(DType.F64, 40, 32);

  @AfterEach
  void close() {
    x.close();
    velocity.close();
  }

  private SindyNetwork network(String kind, TensorDataset data) {
    Autoencoder dense = Autoencoder.dense(32, 2, Activations.TANH, 6, 5);
    return switch (kind) {
      case "pod" -> PodStart.of(data, 2, dense, DEVICE).sindy(2, 1, 2, false);
      case "images" ->
          Autoencoder.convolutional(1, 4, 8, 2, Activations.TANH, 3).sindy(2, 1, 2, false);
      default -> dense.sindy(2, 1, 2, false);
    };
  }

  /** Random numbers in place of the initial ones, the gain of a start at modes included. */
  private static Parameters random(Traced traced) {
    Parameters parameters = Parameters.initial(traced.specs(), RandomKey.of(3));
    for (String name : parameters.names()) {
      Tensor tensor = parameters.get(name);
      for (long i = 0; i < tensor.count() && !name.equals("mask"); i++) {
        tensor.setFlat(i, 0.5 * RandomKey.of(name.hashCode()).normal(i));
      }
    }
    return parameters;
  }

  /** Latents become A⁻¹ (z - b), what is decoded and how it moves stays. */
  @ParameterizedTest
  @CsvSource({"dense", "pod", "images"})
  void networksComputeTheSameInOtherCoordinates(String kind) {
    boolean isImage = kind.equals("images");
    Tensor samples = isImage ? x.reshape(40, 1, 4, 8) : x;
    Tensor rates = isImage ? velocity.reshape(40, 1, 4, 8) : velocity;
    SindyNetwork network = network(kind, TensorDataset.of(samples, rates));
    AffineChange change =
        new AffineChange(new double[][] {{1.5, 0.4}, {-0.7, 0.8}}, new double[] {0.3, -0.6});
    List<TensorType> types =
        List.of(samples, rates).stream()
            .map(one -> new TensorType(one.dtype(), one.shape()))
            .toList();
    Traced traced =
        Traced.ofNetwork(
            (batch, scope) -> {
              SindyNetwork.Comparison all =
                  network.compare(scope, batch, batch.getFirst(), network.coefficients(scope));
              network.mask(scope);
              return List.of(
                  all.decoded(),
                  all.decodedMotion(),
                  network.namedEncoder().apply(batch.getFirst(), scope));
            },
            DType.F64,
            types,
            false);
    try (Parameters before = random(traced);
        Parameters after = new NetworkCoordinates(network, types).changed(before, change);
        BatchProgram first = new BatchProgram(traced, before, DEVICE);
        BatchProgram second = new BatchProgram(traced, after, DEVICE)) {
      first.run(List.of(samples, rates));
      second.run(List.of(samples, rates));
      for (int k = 0; k < 2; k++) {
        assertThat(second.result(k).toDoubles())
            .containsExactly(first.result(k).toDoubles(), within(1e-10));
      }
      Tensor z = first.result(2);
      Tensor w = second.result(2);
      for (int n = 0; n < 40; n++) {
        for (int i = 0; i < 2; i++) {
          double back =
              change.matrix()[i][0] * w.get(n, 0)
                  + change.matrix()[i][1] * w.get(n, 1)
                  + change.shift()[i];
          assertThat(back).isCloseTo(z.get(n, i), within(1e-10));
        }
      }
    }
  }

  @Test
  void trainingGoesOnFromEitherCheckpointWithTheSameBits(@TempDir Path folder) throws IOException {
    TensorDataset data = TensorDataset.of(x, velocity);
    SindyAutoencoder autoencoder =
        SindyAutoencoder.of(
                network("dense", data),
                new LossWeights(1, 0.1, 0.1, 0.01),
                new SparsitySchedule(0.05, 2, 4, 1))
            .batchSize(20)
            .dtype(DType.F64)
            .firstStage(new WarmUp(3, CoordinateSearch.of(0.1).starts(5)));
    Path file = folder.resolve("checkpoint");
    try (TrainingResult through = train(autoencoder, data, Optional.empty())) {
      assertThat(through.history().epochs()).hasSize(5);
      train(autoencoder, data, Optional.of(file)).close();
      assertThat(folder.resolve("checkpoint.warm-up")).exists();
      Files.delete(file);
      for (int run = 0; run < 2; run++) {
        try (TrainingResult again = train(autoencoder, data, Optional.of(file))) {
          for (String name : through.parameters().names()) {
            assertThat(again.parameters().get(name).toDoubles())
                .as(name)
                .isEqualTo(through.parameters().get(name).toDoubles());
          }
        }
      }
    }
    assertThatThrownBy(() -> new WarmUp(0, CoordinateSearch.of(0.1)))
        .hasMessageContaining("1 or more");
  }

  private static TrainingResult train(
      SindyAutoencoder autoencoder, TensorDataset data, Optional<Path> file) {
    return autoencoder.train(data, RandomKey.of(4), DEVICE, file, TrainingListener.NONE);
  }
}
