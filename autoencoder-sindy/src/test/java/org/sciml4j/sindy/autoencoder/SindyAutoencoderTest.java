package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.Sgd;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;

class SindyAutoencoderTest {
  private static final double RATE = 1e-3;
  private static final double SPARSITY = 6;

  private final Tensor x = RandomKey.of(1).normal(DType.F64, 10, 5);
  private final Tensor velocity = RandomKey.of(2).normal(DType.F64, 10, 5);
  private final TensorDataset data = TensorDataset.of(x, velocity);

  @AfterEach
  void close() {
    x.close();
    velocity.close();
  }

  /** Two steps an epoch; the ninth and tenth sample are left out. */
  private static SindyAutoencoder autoencoder(double threshold) {
    return SindyAutoencoder.of(
            SindyObjectiveTest.network(1, false),
            new LossWeights(1, 0, 0, SPARSITY),
            new SparsitySchedule(threshold, 2, 5, 3))
        .batchSize(4)
        .dtype(DType.F64)
        .optimizer(Sgd.of(RATE));
  }

  private Trainer trainer(SindyAutoencoder autoencoder) {
    return autoencoder.trainer(data, RandomKey.of(4), CpuDevice.common());
  }

  private Parameters after(int epochs, SindyAutoencoder autoencoder) {
    return trainer(autoencoder).epochs(epochs).train(data).parameters();
  }

  @Test
  void coefficientsAreChosenBySteps() {
    try (Parameters pending = after(3, autoencoder(2));
        Parameters chosen = after(4, autoencoder(2))) {
      assertThat(pending.get("mask").toDoubles()).containsOnly(1);
      assertThat(chosen.get("mask").toDoubles()).containsOnly(0);
    }
  }

  @Test
  void choiceIsFromRawCoefficientsAndMadeAnew() {
    SindyAutoencoder autoencoder = autoencoder(1 - 6.5 * RATE * SPARSITY / 12);
    try (Parameters first = after(4, autoencoder);
        Parameters second = after(6, autoencoder)) {
      assertThat(first.get("mask").toDoubles()).containsOnly(1);
      assertThat(second.get("mask").toDoubles()).containsOnly(0);
    }
  }

  /** The gradient of the mean of 12 magnitudes is 1/12 each; 10 of the 16 steps have it. */
  @Test
  void penaltyActsOnMaskedCoefficientsUntilRefinement() {
    double step = RATE * SPARSITY / 12;
    try (Parameters sparse = after(5, autoencoder(2));
        Parameters refined = after(8, autoencoder(2))) {
      for (int i = 0; i < 12; i++) {
        assertThat(sparse.get("coefficients").getFlat(i)).isCloseTo(1 - 10 * step, within(1e-12));
        assertThat(refined.get("coefficients").getFlat(i)).isCloseTo(1 - 10 * step, within(1e-12));
      }
    }
  }

  @Test
  void emptyModelIsRefusedWithTheLargestCoefficient() {
    SindyAutoencoder autoencoder = autoencoder(2);
    TrainingResult result = trainer(autoencoder).train(data);
    assertThatThrownBy(() -> autoencoder.model(result, CpuDevice.common()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the largest is 0.99");
    result.close();
  }

  @Test
  void resumedTrainingHasTheSameBits(@TempDir Path folder) {
    SindyAutoencoder autoencoder =
        new SindyAutoencoder(
            SindyObjectiveTest.network(1, true),
            new LossWeights(1, 0.1, 0.1, 0.01),
            new SparsitySchedule(0.5, 2, 6, 3),
            Adam.of(0.01),
            4,
            true,
            0.1,
            Optional.empty(),
            DType.F64);
    Path file = folder.resolve("checkpoint");
    try (Parameters initial = after(1, autoencoder)) {
      initial.get("steps_done").fill(0);
      initial.get("steps_to_thresholding").fill(6);
      Tensor coefficients = initial.get("coefficients");
      for (int i = 0; i < coefficients.count(); i++) {
        coefficients.setFlat(i, RandomKey.of(9).normal(i));
      }
      try (TrainingResult through = trainer(autoencoder).train(data, initial)) {
        trainer(autoencoder).checkpoint(file, 1).epochs(3).train(data, initial).close();
        trainer(autoencoder).checkpoint(file, 1).epochs(7).resume(data).close();
        try (TrainingResult resumed = trainer(autoencoder).checkpoint(file).resume(data)) {
          for (String name : through.parameters().names()) {
            assertThat(resumed.parameters().get(name).toDoubles())
                .as(name)
                .isEqualTo(through.parameters().get(name).toDoubles());
          }
          assertThat(through.parameters().get("mask").toDoubles()).contains(0, 1);
        }
      }
    }
  }

  @Test
  void tooManyStepsForSinglePrecisionAreRefused() {
    SindyAutoencoder autoencoder =
        SindyAutoencoder.of(
                SindyObjectiveTest.network(1, false),
                LossWeights.of(1, 1, 1),
                new SparsitySchedule(0.1, 1, 20_000_000, 0))
            .batchSize(4);
    assertThatThrownBy(() -> trainer(autoencoder)).hasMessageContaining("double precision");
  }
}
