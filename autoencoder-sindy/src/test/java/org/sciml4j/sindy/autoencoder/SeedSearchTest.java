package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.sindy.reduction.Pod;

/** A rotation at rate 2 in a plane of 6 dimensions, whose coordinates a start by POD knows. */
class SeedSearchTest {
  private static final Device DEVICE = CpuDevice.common();
  private static final double STEP = 0.05;

  private final Tensor x = wave(0);
  private final Tensor velocity = wave(1);
  private final TensorDataset data = TensorDataset.of(x, velocity);

  @AfterEach
  void close() {
    x.close();
    velocity.close();
  }

  private static Tensor wave(int derivative) {
    Tensor x = Tensor.zeros(DType.F64, 200, 6);
    for (int n = 0; n < 200; n++) {
      for (int i = 0; i < 6; i++) {
        double phase = 2 * STEP * n + i;
        x.set(derivative == 0 ? Math.cos(phase) : -2 * Math.sin(phase), n, i);
      }
    }
    return x;
  }

  private SindyAutoencoder autoencoder(int epochs) {
    Autoencoder network =
        PodStart.of(Pod.uncentred(x, 2, DEVICE), Autoencoder.dense(6, 2, Activations.SIGMOID, 4));
    return SindyAutoencoder.of(
            network.sindy(2, 1, 1, false),
            LossWeights.of(0.1, 0.1, 2e-2),
            new SparsitySchedule(0.1, 100, epochs, epochs / 3))
        .batchSize(100)
        .optimizer(Adam.of(3e-2))
        .dtype(DType.F64);
  }

  @Test
  void rotationIsFoundFromSeveralSeedsAndSimulated() {
    try (SeedSearch.Found found = SeedSearch.of(1L, 2L).run(autoencoder(301), data, data, DEVICE)) {
      SeedSearch.Candidate best = found.sparsest(10);
      LatentSystem system = best.model().system();
      assertThat(system.activeTerms()).as("%s", system.equations()).isEqualTo(2);
      double[][] c = system.coefficients();
      assertThat(c[0][2] * c[1][1]).isCloseTo(-4, within(0.05));
      assertThat(best.errors().motion()).isLessThan(1e-3);
      assertThat(best.errors().latentMotion()).isLessThan(1e-3);
      assertThat(found.mostAccurate().errors().mean()).isLessThanOrEqualTo(best.errors().mean());
      assertSimulates(best.model());
    }
  }

  @Test
  void searchGoesOnFromItsCheckpoints(@TempDir Path folder) throws IOException {
    SeedSearch search = new SeedSearch(List.of(1L, 2L), Optional.of(folder), TrainingListener.NONE);
    try (SeedSearch.Found found = search.run(autoencoder(2), data, data, DEVICE)) {
      Files.delete(folder.resolve("seed-2"));
      try (SeedSearch.Found again = search.run(autoencoder(2), data, data, DEVICE)) {
        for (int k = 0; k < 2; k++) {
          assertThat(again.candidates().get(k).errors())
              .isEqualTo(found.candidates().get(k).errors());
        }
      }
    }
  }

  private void assertSimulates(TrainedSindyAutoencoder model) {
    double[] times = IntStream.range(0, 60).mapToDouble(n -> STEP * n).toArray();
    try (Tensor first = Tensor.zeros(DType.F64, 1, 6)) {
      for (int i = 0; i < 6; i++) {
        first.set(x.get(0, i), 0, i);
      }
      try (Tensor path = model.simulate(times, first)) {
        for (int n = 0; n < 60; n++) {
          for (int i = 0; i < 6; i++) {
            assertThat(path.get(n, i)).isCloseTo(x.get(n, i), within(0.05));
          }
        }
      }
    }
  }

  @Test
  void modelIsTheSameAfterSavingAndLoading(@TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    SindyAutoencoder autoencoder = autoencoder(1);
    try (SeedSearch.Found found = SeedSearch.of(1L).run(autoencoder, data, data, DEVICE)) {
      TrainedSindyAutoencoder model = found.mostAccurate().model();
      model.save(file);
      assertThat(Files.exists(file)).isTrue();
      try (TrainedSindyAutoencoder loaded =
          TrainedSindyAutoencoder.load(file, autoencoder.network(), DEVICE)) {
        assertThat(loaded.system().equations()).isEqualTo(model.system().equations());
        assertThat(loaded.errors(data)).isEqualTo(model.errors(data));
      }
    }
  }
}
