package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.ModelFile;
import org.sciml4j.core.training.TensorDataset;

class AutoencoderDesignTest {
  private static final Device DEVICE = CpuDevice.common();

  @TempDir Path folder;

  private static AutoencoderDesign design(String kind) {
    boolean isImage = "convolutional".equals(kind);
    return new AutoencoderDesign(
        isImage ? new long[] {1, 4, 8} : new long[] {32},
        isImage ? new long[] {3} : new long[] {6, 5},
        "tanh",
        "pod".equals(kind),
        2,
        2,
        3,
        true);
  }

  /** 1500 samples go through in two batches. */
  @ParameterizedTest
  @ValueSource(strings = {"dense", "pod", "convolutional"})
  void savedModelsNeedNoCode(String kind) {
    AutoencoderDesign design = design(kind);
    Path file = folder.resolve("model.safetensors");
    try (Tensor flat = RandomKey.of(1).normal(DType.F32, 1500, 32);
        Tensor rate = RandomKey.of(2).normal(DType.F32, 1500, 32)) {
      boolean isImage = "convolutional".equals(kind);
      Tensor x = isImage ? flat.reshape(1500, 1, 4, 8) : flat;
      Tensor velocity = isImage ? rate.reshape(1500, 1, 4, 8) : rate;
      TensorDataset data = TensorDataset.of(x, velocity, velocity);
      Autoencoder layers =
          design.startsAtPod() ? PodStart.of(data, 2, design.layers(), DEVICE) : design.layers();
      SindyAutoencoder training =
          SindyAutoencoder.of(
                  design.network(layers),
                  LossWeights.of(1e-3, 1e-3, 1e-3),
                  new SparsitySchedule(0.1, 1, 1, 0))
              .batchSize(500);
      try (SeedSearch.Found found = SeedSearch.of(1L).run(training, data, data, DEVICE)) {
        SeedSearch.Candidate one = found.mostAccurate();
        assertThat(one.history().epochs()).hasSize(1);
        design.save(file, one.model());
        AutoencoderDesign read = AutoencoderDesign.read(file);
        assertThat(read.network(read.layers()).library()).isEqualTo(training.network().library());
        try (TrainedSindyAutoencoder loaded = read.load(file, DEVICE)) {
          double[][] states = loaded.states(x, velocity);
          assertThat(states).isDeepEqualTo(one.model().states(x, velocity));
          assertThat(states).hasDimensions(1500, 4);
          assertThat(loaded.errors(data)).isEqualTo(one.errors());
        }
      }
    }
  }

  @Test
  void whatCannotBeBuiltIsRefused() {
    assertThatThrownBy(
            () ->
                new AutoencoderDesign(
                    new long[] {4}, new long[] {3}, "soft", false, 2, 1, 3, false))
        .hasMessageContaining("activation is 'soft', expected one of [elu,");
    assertThatThrownBy(
            () ->
                new AutoencoderDesign(
                    new long[] {1, 4, 4}, new long[] {3}, "tanh", true, 2, 1, 3, false))
        .hasMessageContaining("dense layers");
    Path file = folder.resolve("other.safetensors");
    try (Tensor any = Tensor.of(new double[] {1}, 1)) {
      ModelFile.save(file, Parameters.of(Map.of("w", any.copy())), Map.of());
      assertThatThrownBy(() -> AutoencoderDesign.read(file))
          .hasMessageContaining("is no SINDy autoencoder");
    }
  }
}
