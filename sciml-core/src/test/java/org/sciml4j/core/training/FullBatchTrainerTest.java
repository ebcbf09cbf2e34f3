package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.nn.Freeze;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.BatchNorm;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Dropout;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TrainingResult.Stop;

class FullBatchTrainerTest {
  private final Device device = CpuDevice.common();

  /** z = 3 x - y + 2. */
  private static Dataset plane(int samples) {
    Tensor points = RandomKey.of(5).normal(DType.F64, samples, 2);
    Tensor heights = Tensor.zeros(DType.F64, samples, 1);
    for (int i = 0; i < samples; i++) {
      heights.setFlat(i, 3 * points.get(i, 0) - points.get(i, 1) + 2);
    }
    return TensorDataset.of(points, heights);
  }

  private static final Layer NETWORK =
      Sequential.of(
          Dense.of(8).activation(Activations.TANH), BatchNorm.of(), Dropout.of(0.2), Dense.of(1));

  private FullBatchTrainer trainer(Layer layer, Device on) {
    return FullBatchTrainer.of(Objective.supervised(layer, Losses.MSE), LbfgsOptions.defaults(), on)
        .dtype(DType.F64)
        .key(RandomKey.of(1));
  }

  @Test
  void should_solve_linear_least_squares_exactly() {
    try (TrainingResult result = trainer(Dense.of(1), device).epochs(30).train(plane(40))) {
      Parameters found = result.parameters();
      assertThat(found.get("dense/kernel").get(0, 0)).isCloseTo(3, within(1e-7));
      assertThat(found.get("dense/kernel").get(1, 0)).isCloseTo(-1, within(1e-7));
      assertThat(found.get("dense/bias").getFlat(0)).isCloseTo(2, within(1e-7));
      assertThat(result.stop()).isEqualTo(Stop.CONVERGED);
      assertThat(result.history().epochs()).hasSizeLessThan(30);
    }
  }

  @Test
  void should_keep_frozen_layers_and_follow_batch_statistics() {
    Layer network = Sequential.of(Freeze.of(Dense.of(4)), BatchNorm.of().momentum(0), Dense.of(1));
    Dataset data = plane(50);
    try (TrainingResult result = trainer(network, device).epochs(2).train(data);
        TrainingResult start = trainer(network, device).epochs(1).train(data)) {
      assertThat(result.parameters().get("dense/kernel").toDoubles())
          .containsExactly(start.parameters().get("dense/kernel").toDoubles());
      assertThat(result.parameters().get("batch_normalization/moving_variance").getFlat(0))
          .isNotEqualTo(1);
      assertThat(result.history().losses()[0]).isLessThan(0.1);
    }
  }

  @Test
  void should_judge_by_validation_samples() {
    Dataset data = plane(30);
    Layer layer = Dense.of(1);
    try (TrainingResult result =
        trainer(layer, device)
            .epochs(1)
            .validation(data)
            .metric("MAE", Objective.supervised(layer, Losses.MAE))
            .train(data)) {
      History.Epoch epoch = result.history().epochs().getFirst();
      assertThat(epoch.validationLoss().orElseThrow()).isCloseTo(epoch.loss(), within(1e-14));
      assertThat(epoch.metrics().get("MAE")).isBetween(0.0, 1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void should_give_the_same_bits_on_any_number_of_threads(int threads) {
    Dataset data = plane(64);
    try (ThreadTeam team = ThreadTeam.of(threads);
        Device other = CpuDevice.of(team);
        TrainingResult expected = trainer(NETWORK, device).epochs(2).train(data);
        TrainingResult actual = trainer(NETWORK, other).epochs(2).train(data)) {
      SameTraining.require(actual, expected);
    }
  }

  @Test
  void should_go_on_after_a_stop_with_the_same_bits(@TempDir Path folder) {
    Dataset data = plane(32);
    LbfgsOptions few = LbfgsOptions.defaults().iterationsPerCall(3);
    try (TrainingResult expected = resumable(few, null, 5).train(data)) {
      for (int stop = 1; stop < 5; stop++) {
        Path file = folder.resolve("stopped after " + stop);
        resumable(few, file, stop).train(data).close();
        try (TrainingResult resumed = resumable(few, file, 5).resume(data);
            Parameters kept = ModelFile.load(file)) {
          SameTraining.require(resumed, expected);
          assertThat(kept.names()).isEqualTo(expected.parameters().names());
        }
      }
    }
    Path first = folder.resolve("stopped after 1");
    assertThatThrownBy(() -> resumable(LbfgsOptions.defaults().memory(3), first, 5).resume(data))
        .hasMessageContaining("memory=10");
  }

  private FullBatchTrainer resumable(LbfgsOptions options, Path file, int epochs) {
    return FullBatchTrainer.of(Objective.supervised(NETWORK, Losses.MSE), options, device)
        .dtype(DType.F64)
        .key(RandomKey.of(7))
        .epochs(epochs)
        .checkpoint(file);
  }

  @Test
  void should_name_operation_and_parameter_when_the_loss_is_no_number() {
    Objective root =
        (scope, batch) -> {
          Value slope = scope.parameter("slope", Initializers.ONES, 1);
          Value level = scope.parameter("level", Initializers.ZEROS, 1);
          return level.log().sum().plus(slope.times(batch.getFirst()).square().mean());
        };
    Dataset data = TensorDataset.of(Tensor.zeros(DType.F64, 4, 1).fill(1));

    NonFiniteLossException thrown =
        catchThrowableOfType(
            NonFiniteLossException.class,
            () ->
                FullBatchTrainer.of(root, LbfgsOptions.defaults(), device)
                    .dtype(DType.F64)
                    .train(data));

    assertThat(thrown).hasMessageContaining("at the start of epoch 1");
    assertThat(thrown.operation()).contains("log");
    assertThat(thrown.parameter()).isEqualTo("level");
    thrown.lastGood().close();
  }

  @Test
  void should_refuse_what_cannot_be_trained() {
    assertThatThrownBy(() -> trainer(Freeze.of(Dense.of(1)), device).train(plane(9)))
        .hasMessageContaining("of 2 parameters, all frozen");
    assertThatThrownBy(() -> trainer(Dense.of(1), device).train(plane(9).subset()))
        .hasMessageContaining("dataset is empty");
    assertThatThrownBy(() -> trainer(Dense.of(1), device).epochs(0))
        .hasMessageContaining("epochs is 0");
    assertThatThrownBy(() -> trainer(Dense.of(1), device).resume(plane(9)))
        .hasMessageContaining("checkpoint(file)");
  }
}
