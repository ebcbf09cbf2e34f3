package org.sciml4j.validation.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.sindy.autoencoder.Autoencoder;
import org.sciml4j.sindy.autoencoder.LossWeights;
import org.sciml4j.sindy.autoencoder.PodStart;
import org.sciml4j.sindy.autoencoder.SeedSearch;
import org.sciml4j.sindy.autoencoder.SindyAutoencoder;
import org.sciml4j.sindy.autoencoder.SparsitySchedule;
import org.sciml4j.sindy.reduction.Pod;

class ReducedLorenzTest {
  /**
   * A sixteenth of the initial states and a sixth of the steps, at twice the rate and ten times the
   * penalty, from POD modes: some two minutes. The paper's full runs have 7 to 10 terms.
   */
  @Test
  @Tag("long")
  void fewTermsAreFoundFromModes() {
    Device device = CpuDevice.common();
    try (PublishedSetup.Data data = PublishedSetup.LORENZ.data(128)) {
      Pod pod = Pod.centred(data.samples().getFirst().tensors().getFirst(), 3, device);
      Autoencoder network =
          PodStart.of(pod, Autoencoder.dense(LorenzData.DIMENSION, 3, Activations.SIGMOID, 64, 32));
      SindyAutoencoder autoencoder =
          SindyAutoencoder.of(
                  network.sindy(3, 1, 3, false),
                  LossWeights.of(1e-4, 0, 1e-4),
                  new SparsitySchedule(0.1, 100, 1501, 300))
              .batchSize(512)
              .optimizer(Adam.of(2e-3));
      try (SeedSearch.Found found =
          SeedSearch.of(1L).run(autoencoder, data.training(), data.validation(), device)) {
        SeedSearch.Candidate best = found.sparsest(10);
        assertThat(best.model().system().activeTerms())
            .as("%s %s", best.model().system().equations(), best.errors())
            .isLessThanOrEqualTo(12);
        assertThat(best.errors().reconstruction()).isLessThan(1e-4);
        assertThat(best.errors().motion()).isLessThan(0.02);
        assertThat(best.errors().latentMotion()).isLessThan(0.05);
      }
    }
  }
}
