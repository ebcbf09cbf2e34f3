package org.sciml4j.validation.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.sindy.autoencoder.Pretraining;

class ReproductionTest {
  @Test
  void reducedRunsTellTermsAndErrors(@TempDir Path folder) throws IOException {
    Reproduction run = Reproduction.of(PublishedSetup.LORENZ, 1).reduced(2, 250, 10);
    assertThat(run.autoencoder().schedule().every()).isEqualTo(1);
    assertThat(run.autoencoder().schedule().refinementEpochs()).isEqualTo(1);
    StepCount steps = new StepCount();
    JsonNode line =
        new ObjectMapper().readTree(run.run(folder.resolve("lorenz"), CpuDevice.common(), steps));
    assertThat(steps.done).isEqualTo(22);
    assertThat(line.get("terms").asInt()).isBetween(1, 60);
    assertThat(line.get("error_x").asDouble()).isBetween(0.0, 2.0);
    JsonNode again =
        new ObjectMapper().readTree(run.run(folder.resolve("lorenz"), CpuDevice.common(), steps));
    assertThat(steps.done).isEqualTo(22);
    assertThat(again.get("error_x")).isEqualTo(line.get("error_x"));
  }

  @Test
  void decayStartsWhereThePaperEnds(@TempDir Path folder) throws IOException {
    Reproduction run = Reproduction.of(PublishedSetup.LORENZ, 1).reduced(2, 250, 10).decaying(3);
    StepCount steps = new StepCount();
    Path checkpoint = folder.resolve("lorenz");
    String line = run.run(checkpoint, CpuDevice.common(), steps);
    assertThat(steps.done).isEqualTo(22 + 6);
    assertThat(folder.resolve("lorenz.decay")).exists();
    String again = run.run(checkpoint, CpuDevice.common(), steps);
    assertThat(steps.done).isEqualTo(22 + 6);
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(again).get("error_x"))
        .isEqualTo(mapper.readTree(line).get("error_x"));
  }

  @Test
  @Tag("long")
  void podStartBeginsNearTheData(@TempDir Path folder) throws IOException {
    Reproduction run = Reproduction.of(PublishedSetup.LORENZ, 1).reduced(2, 500, 1).fromPod();
    JsonNode line =
        new ObjectMapper()
            .readTree(run.run(folder.resolve("lorenz"), CpuDevice.common(), TrainingListener.NONE));
    assertThat(line.get("start").asText()).isEqualTo("pod");
    assertThat(line.get("error_x").asDouble()).isLessThan(0.2);
  }

  /** Samples are combinations of 6 vectors, so 6 modes leave nothing out. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trainingsInModesAreJudgedByTheWholeSamples(boolean startsAtPod, @TempDir Path folder)
      throws IOException {
    Reproduction run =
        Reproduction.of(PublishedSetup.LORENZ, 1)
            .reduced(2, 250, 20)
            .inModes(6)
            .activation("swish")
            .rate(3e-3)
            .first(new Pretraining(10));
    JsonNode line =
        new ObjectMapper()
            .readTree(
                (startsAtPod ? run.fromPod() : run)
                    .run(folder.resolve("lorenz"), CpuDevice.common(), TrainingListener.NONE));
    assertThat(line.get("modes").asInt()).isEqualTo(6);
    assertThat(line.get("error_x").asDouble()).isBetween(0.0, startsAtPod ? 0.3 : 1.5);
  }

  @Test
  void unknownActivationsAreRefused() {
    Reproduction run = Reproduction.of(PublishedSetup.LORENZ, 1);
    assertThatThrownBy(() -> run.activation("sigmod"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sigmoid");
  }

  /** 2 epochs of 2 steps, then 11. */
  @Test
  void warmUpComesBeforeTheTraining(@TempDir Path folder) throws IOException {
    Reproduction run = Reproduction.of(PublishedSetup.LORENZ, 1).reduced(2, 250, 10).warm();
    StepCount steps = new StepCount();
    JsonNode line =
        new ObjectMapper().readTree(run.run(folder.resolve("lorenz"), CpuDevice.common(), steps));
    assertThat(line.get("first_stage").asText()).startsWith("WarmUp[epochs=2");
    assertThat(steps.done).isEqualTo(4 + 22);
  }

  @Test
  void aTrainingWithoutWarmUpIsNotTakenForOneWithIt(@TempDir Path folder) {
    Reproduction run = Reproduction.of(PublishedSetup.LORENZ, 1).reduced(2, 250, 2);
    Path checkpoint = folder.resolve("lorenz");
    run.run(checkpoint, CpuDevice.common(), TrainingListener.NONE);
    Reproduction warm = run.warm();
    assertThatThrownBy(() -> warm.run(checkpoint, CpuDevice.common(), TrainingListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("of a training that began with the schedule");
  }

  @Test
  void schedulesAreThoseOfThePaper() {
    assertThat(PublishedSetup.LORENZ.autoencoder().schedule().choosesAfter(500)).isTrue();
    assertThat(PublishedSetup.LORENZ.autoencoder().schedule().choosesAfter(0)).isFalse();
    assertThat(PublishedSetup.LORENZ.autoencoder().schedule().choosesAfter(10_500)).isFalse();
    assertThat(PublishedSetup.LORENZ.autoencoder().network().library().size()).isEqualTo(20);
    assertThat(PublishedSetup.PENDULUM.autoencoder().network().library().size()).isEqualTo(12);
    assertThat(PublishedSetup.REACTION_DIFFUSION.autoencoder().network().library().size())
        .isEqualTo(12);
  }

  /** Rates agree with differences over two steps of 0.05 of a wave of frequency near 1. */
  @Test
  void spiralTurnsAtItsRate() {
    try (Samples samples = ReactionDiffusionData.of(20, RandomKey.of(1), DType.F64)) {
      Tensor u = samples.tensors().get(0);
      Tensor rate = samples.tensors().get(1);
      double error = 0;
      double size = 0;
      for (int t = 2; t < 18; t++) {
        for (int i = 0; i < 10_000; i++) {
          double difference =
              (8 * (u.get(t + 1, i) - u.get(t - 1, i)) - (u.get(t + 2, i) - u.get(t - 2, i)))
                  / (12 * 0.05);
          error += Math.pow(difference - rate.get(t, i), 2);
          size += Math.pow(rate.get(t, i), 2);
        }
      }
      assertThat(Math.sqrt(error / size)).isCloseTo(0, within(1e-3));
      assertThat(size / 160_000).isBetween(0.01, 1.0);
    }
  }

  private static final class StepCount implements TrainingListener {
    private int done;

    @Override
    public void stepDone(long step, double loss) {
      done++;
    }
  }
}
