package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Constant;
import org.sciml4j.core.optim.Adam;
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
