package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Constant;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.optim.Sgd;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class AlternatingTrainerTest {
  private final Device device = CpuDevice.common();
  private final Dataset ones = TensorDataset.of(Tensor.zeros(DType.F64, 12, 1).fill(1));

  private static Value number(Scope scope, String part, double initial) {
    return scope.child(part).parameter("level", new Constant(initial), 1);
  }

  /** (a - b)², to which b adds its distance from the data. */
  private static final Objective FOLLOW =
      (scope, batch) -> number(scope, "a", 3).minus(number(scope, "b", 5)).square().sum();

  private static final Objective DATA =
      (scope, batch) -> number(scope, "b", 5).minus(batch.getFirst().mean()).square().sum();

  @Test
  void should_train_each_part_in_its_turns() {
    try (TrainingResult result =
        AlternatingTrainer.on(device)
            .dtype(DType.F64)
            .batchSize(4)
            .part("a", FOLLOW, Sgd.of(0.5), 2)
            .part("b", DATA, Sgd.of(0.25), 1)
            .train(ones)) {
      // Two steps to 3 -> 5 -> 5, then one of b from 5 half-way to 1.
      assertThat(result.parameters().get("a/level").getFlat(0)).isCloseTo(5, within(1e-14));
      assertThat(result.parameters().get("b/level").getFlat(0)).isCloseTo(3, within(1e-14));
      History.Epoch epoch = result.history().epochs().getFirst();
      assertThat(epoch.loss()).isCloseTo(4.0 / 2, within(1e-14));
      assertThat(epoch.metrics().get("b")).isCloseTo(16, within(1e-14));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void should_give_the_same_bits_on_any_number_of_threads(int threads) {
    try (ThreadTeam team = ThreadTeam.of(threads);
        Device other = CpuDevice.of(team);
        TrainingResult expected = noisy(device).train(ones);
        TrainingResult actual = noisy(other).train(ones)) {
      SameTraining.require(actual, expected);
    }
  }

  private static AlternatingTrainer noisy(Device on) {
    Objective noise =
        (scope, batch) ->
            number(scope, "a", 1)
                .times(scope.normal(50))
                .minus(number(scope, "b", 1))
                .square()
                .mean();
    return AlternatingTrainer.on(on)
        .dtype(DType.F64)
        .key(RandomKey.of(4))
        .batchSize(5)
        .epochs(4)
        .part("a", noise, Adam.of(0.1), 1)
        .part("b", noise, Adam.of(0.1), 2);
  }

  /** Three batches an epoch and turns of three: checkpoints fall on every turn of both parts. */
  private AlternatingTrainer resumable(Path file) {
    return noisy(device)
        .schedule("a", Schedule.warmUp(3, Schedule.cosine(0.2, 0.01, 8)))
        .schedule("b", Schedule.stepDecay(0.1, 2, 0.5))
        .clipping("b", GradientClipping.byGlobalNorm(0.05))
        .batchSize(3)
        .checkpoint(file, 1);
  }

  @Test
  void should_go_on_after_a_stop_at_any_step_with_the_same_bits(@TempDir Path folder) {
    try (TrainingResult expected = resumable(folder.resolve("whole")).train(ones)) {
      for (int stop = 0; stop < 4 * 4; stop++) {
        Path file = folder.resolve("stopped at " + stop);
        TrainingListener interruption = new Interruption(stop);
        assertThatThrownBy(() -> resumable(file).listener(interruption).train(ones))
            .hasMessage("pulled the plug");
        try (TrainingResult resumed = resumable(file).resume(ones)) {
          SameTraining.require(resumed, expected);
        }
      }
    }
  }

  @Test
  void should_refuse_the_checkpoint_of_another_training(@TempDir Path folder) {
    Path file = folder.resolve("checkpoint");
    resumable(file).train(ones).close();
    assertThatThrownBy(() -> resumable(file).schedule("a", Schedule.constant(1)).resume(ones))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'a' by WarmUp[steps=3")
        .hasMessageNotContaining("'b'")
        .hasMessageContaining("ConstantRate[rate=1.0]");
    assertThatThrownBy(() -> resumable(file).clipping("b", GradientClipping.none()).resume(ones))
        .hasMessageContaining("ClippingByGlobalNorm[limit=0.05]");
    assertThatThrownBy(() -> resumable(file).part("c", FOLLOW, Sgd.of(1), 1).resume(ones))
        .hasMessageContaining("'c'");
    assertThatThrownBy(() -> noisy(device).resume(ones)).hasMessageContaining("checkpoint(file)");
  }

  @Test
  void should_count_a_schedule_by_the_steps_of_its_part() {
    // b: (b - 1)², of which rate 1/2 is the whole way and rate 0 none, in its second step.
    try (TrainingResult result =
        AlternatingTrainer.on(device)
            .dtype(DType.F64)
            .batchSize(3)
            .part("b", DATA, Sgd.of(7), 1)
            .part("a", FOLLOW, Sgd.of(7), 2)
            .schedule("b", step -> step == 0 ? 0.25 : 0)
            .schedule("a", step -> step == 1 ? 0.5 : 0)
            .train(ones)) {
      assertThat(result.parameters().get("b/level").getFlat(0)).isEqualTo(3);
      assertThat(result.parameters().get("a/level").getFlat(0)).isEqualTo(3);
      assertThat(result.history().epochs().getFirst().learningRate()).isZero();
    }
  }

  @Test
  void should_clip_the_gradients_of_one_part() {
    try (TrainingResult result =
        AlternatingTrainer.on(device)
            .dtype(DType.F64)
            .batchSize(6)
            .part("a", FOLLOW, Sgd.of(0.5), 1)
            .part("b", DATA, Sgd.of(0.5), 1)
            .clipping("b", GradientClipping.byValue(3))
            .train(ones)) {
      assertThat(result.parameters().get("a/level").getFlat(0)).isCloseTo(5, within(1e-14));
      assertThat(result.parameters().get("b/level").getFlat(0)).isCloseTo(3.5, within(1e-14));
    }
  }

  @Test
  void should_train_on_from_given_parameters() {
    try (Parameters start =
            Parameters.of(
                Map.of(
                    "a/level", Tensor.of(new double[] {7}, 1),
                    "b/level", Tensor.of(new double[] {9}, 1)));
        TrainingResult result =
            AlternatingTrainer.on(device)
                .dtype(DType.F64)
                .batchSize(6)
                .part("a", FOLLOW, Sgd.of(0.5), 1)
                .part("b", DATA, Sgd.of(0.25), 1)
                .train(ones, start)) {
      assertThat(result.parameters().get("a/level").getFlat(0)).isCloseTo(9, within(1e-14));
      assertThat(result.parameters().get("b/level").getFlat(0)).isCloseTo(5, within(1e-14));
    }
  }

  @Test
  void should_refuse_schedules_of_no_part_and_parts_within_parts() {
    AlternatingTrainer trainer =
        AlternatingTrainer.on(device).part("critic/first", FOLLOW, Sgd.of(1), 1);
    assertThatThrownBy(() -> trainer.schedule("critic/frst", Schedule.constant(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("part is 'critic/frst'")
        .hasMessageContaining("did you mean 'critic/first'?");
    assertThatThrownBy(() -> trainer.clipping("critic", GradientClipping.none()))
        .hasMessageContaining("part is 'critic'");
    for (String scope : new String[] {"critic", "critic/first/kernel", ""}) {
      assertThatThrownBy(() -> trainer.part(scope, FOLLOW, Sgd.of(1), 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a scope not used before");
    }
    trainer.part("critics", FOLLOW, Sgd.of(1), 1);
  }

  @Test
  void should_say_which_part_failed() {
    Objective root = (scope, batch) -> number(scope, "b", 5).minus(9).sqrt().sum();
    NonFiniteLossException thrown =
        catchThrowableOfType(
            NonFiniteLossException.class,
            () ->
                AlternatingTrainer.on(device)
                    .dtype(DType.F64)
                    .batchSize(4)
                    .part("a", FOLLOW, Sgd.of(0.1), 1)
                    .part("b", root, Sgd.of(0.1), 1)
                    .train(ones));
    assertThat(thrown).hasMessageContaining("step 2 of epoch 1, one of 'b'");
    thrown.lastGood().close();
  }

  /** The operation, the parameter and what they were before come from the epoch taken again. */
  @Test
  void should_return_the_parameters_of_the_epochs_start_when_numbers_end() {
    // b: 5 -> 5 - 3 / (2 sqrt(5)) -> ...: its root is no number once it is below 0.
    Objective root =
        (scope, batch) -> number(scope, "b", 5).sqrt().labelled("the root").times(-3).sum();
    Objective falling = (scope, batch) -> root.loss(scope, batch).negate();
    NonFiniteLossException thrown =
        catchThrowableOfType(
            NonFiniteLossException.class,
            () ->
                AlternatingTrainer.on(device)
                    .dtype(DType.F64)
                    .batchSize(4)
                    .epochs(50)
                    .part("b", falling, Sgd.of(0.5), 1)
                    .train(ones));
    assertThat(thrown.operation()).contains("the root");
    assertThat(thrown.parameter()).isEqualTo("b/level");
    try (Parameters good = thrown.lastGood()) {
      assertThat(good.get("b/level").getFlat(0)).isPositive();
    }
  }

  /** The square root's slope at 0 makes the last step's parameter infinite, its loss 0. */
  @Test
  void should_notice_parameters_that_the_last_step_made_infinite() {
    Objective slope = (scope, batch) -> number(scope, "b", 0).sqrt().sum();
    NonFiniteLossException thrown =
        catchThrowableOfType(
            NonFiniteLossException.class,
            () ->
                AlternatingTrainer.on(device)
                    .dtype(DType.F64)
                    .batchSize(12)
                    .part("b", slope, Sgd.of(0.5), 1)
                    .train(ones));
    assertThat(thrown.parameter()).isEqualTo("b/level");
    try (Parameters good = thrown.lastGood()) {
      assertThat(good.get("b/level").getFlat(0)).isZero();
    }
  }

  @Test
  void should_leave_parts_without_a_turn_out_of_an_epochs_means() {
    try (TrainingResult result =
        AlternatingTrainer.on(device)
            .dtype(DType.F64)
            .batchSize(12)
            .epochs(3)
            .part("b", DATA, Sgd.of(0.25), 1)
            .part("a", FOLLOW, Sgd.of(0.25), 2)
            .train(ones)) {
      assertThat(result.history().epochs())
          .extracting(epoch -> epoch.metrics().keySet())
          .containsExactly(Set.of("b"), Set.of("a"), Set.of("a"));
      assertThat(result.history().losses()).containsExactly(16, 16, 16);
    }
  }

  @Test
  void should_refuse_parts_that_cannot_be_trained() {
    AlternatingTrainer trainer = AlternatingTrainer.on(device).dtype(DType.F64).batchSize(4);
    assertThatThrownBy(() -> trainer.train(ones)).hasMessageContaining("parts is none");
    trainer.part("c", DATA, Sgd.of(1), 1);
    assertThatThrownBy(() -> trainer.train(ones)).hasMessageContaining("named(\"c\")");
    assertThatThrownBy(() -> trainer.part("c", DATA, Sgd.of(1), 1))
        .hasMessageContaining("a scope not used before");
    assertThatThrownBy(() -> trainer.part("d", DATA, Sgd.of(1), 0)).hasMessageContaining("is 0");
    Objective other = (scope, batch) -> number(scope, "b", 2).sum();
    assertThatThrownBy(
            () ->
                AlternatingTrainer.on(device)
                    .dtype(DType.F64)
                    .batchSize(4)
                    .part("a", FOLLOW, Sgd.of(1), 1)
                    .part("b", other, Sgd.of(1), 1)
                    .train(ones))
        .hasMessageContaining("'b/level'");
    assertThatThrownBy(() -> trainer.batchSize(13).train(ones))
        .hasMessageContaining("13 for 12 samples");
  }
}
