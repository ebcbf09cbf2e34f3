package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.optim.Sgd;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class EvaluationTest {
  private final Device device = CpuDevice.common();
  private final Dataset data = TensorDataset.of(Tensor.of(new double[] {1, 2, 3, 4}, 4, 1));

  /** Keeps its parameter at 1 up to a rate of 1e-300. */
  private Trainer still(Objective objective) {
    return Trainer.of(objective, Sgd.of(1e-300), device)
        .dtype(DType.F64)
        .batchSize(2)
        .inOrder()
        .validation(data);
  }

  private static History.Epoch epoch(Trainer trainer, Dataset data) {
    try (TrainingResult result = trainer.train(data)) {
      return result.history().epochs().getFirst();
    }
  }

  /** The mean of the sample values with a penalty of 10 on a value. */
  private static final Objective PENALISED =
      (scope, batch) -> {
        Value level = scope.parameter("level", Initializers.ONES, 1);
        scope.penalty(level.sum().times(10));
        return batch.getFirst().times(level).mean();
      };

  @Test
  void should_count_the_objectives_penalties_once_and_those_of_metrics_never() {
    History.Epoch epoch =
        epoch(still(PENALISED).metric("again", PENALISED).metric("and again", PENALISED), data);
    assertThat(epoch.validationLoss().orElseThrow()).isCloseTo(12.5, within(1e-12));
    assertThat(epoch.metrics().get("again")).isCloseTo(2.5, within(1e-12));
    assertThat(epoch.metrics().get("and again")).isCloseTo(2.5, within(1e-12));
  }

  /** The mean of the running sum of the batches' means. */
  private static final Objective RUNNING =
      (scope, batch) -> {
        Value level = scope.parameter("level", Initializers.ONES);
        Value sum = scope.sequenceState("sum", 0).plus(batch.getFirst().mean());
        scope.update("sum", sum);
        return sum.times(level);
      };

  @Test
  void should_start_sequences_anew_with_each_epoch_each_validation_and_in_the_result() {
    Trainer trainer = still(RUNNING).epochs(2).metric("again", RUNNING);
    try (TrainingResult result = trainer.train(data)) {
      // Batch means 1.5 and 3.5: the running sums 1.5 and 5.
      for (History.Epoch epoch : result.history().epochs()) {
        assertThat(epoch.loss()).isCloseTo(3.25, within(1e-12));
        assertThat(epoch.validationLoss().orElseThrow()).isCloseTo(3.25, within(1e-12));
        assertThat(epoch.metrics().get("again")).isCloseTo(3.25, within(1e-12));
      }
      assertThat(result.parameters().get("sum").getFlat(0)).isZero();
    }
  }

  @Test
  void should_refuse_to_shuffle_sequences() {
    Trainer shuffled = Trainer.of(RUNNING, Sgd.of(1), device).dtype(DType.F64).batchSize(2);
    assertThatThrownBy(() -> shuffled.train(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("inOrder()");
    AlternatingTrainer alternating =
        AlternatingTrainer.on(device)
            .dtype(DType.F64)
            .batchSize(2)
            .part("part", (scope, batch) -> RUNNING.loss(scope.child("part"), batch), Sgd.of(1), 1);
    assertThatThrownBy(() -> alternating.train(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("stateful()");
  }

  @Test
  void should_end_when_the_validation_loss_is_no_number() {
    Tensor negative = Tensor.of(new double[] {-1, -2}, 2, 1);
    Objective logarithm =
        (scope, batch) ->
            batch.getFirst().log().mean().times(scope.parameter("level", Initializers.ONES));
    NonFiniteLossException thrown =
        catchThrowableOfType(
            NonFiniteLossException.class,
            () -> still(logarithm).validation(TensorDataset.of(negative)).train(data));
    assertThat(thrown).hasMessageContaining("loss is NaN at the validation samples after epoch 1");
    thrown.lastGood().close();
  }
}
