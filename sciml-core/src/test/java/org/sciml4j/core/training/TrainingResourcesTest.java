package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.CountedDevice;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class TrainingResourcesTest {
  private static final Objective FIT =
      (scope, batch) ->
          batch
              .getFirst()
              .times(scope.parameter("slope", Initializers.ONES, 1))
              .minus(2)
              .square()
              .mean();

  private final CountedDevice device = new CountedDevice();
  private final Dataset data = TensorDataset.of(Tensor.zeros(DType.F64, 5, 1).fill(1));

  private interface Job {
    TrainingResult run();
  }

  private void requireNothingLeft(Job job) {
    for (int allowed = 0; ; allowed++) {
      device.allow(allowed);
      try {
        job.run().close();
        assertThat(device.open()).isZero();
        assertThat(allowed).isGreaterThan(5);
        return;
      } catch (OutOfMemoryError e) {
        assertThat(device.open()).as("open after %d buffers", allowed).isZero();
      }
    }
  }

  private Trainer trainer() {
    return Trainer.of(FIT, Adam.of(0.1), device).dtype(DType.F64).batchSize(2).validation(data);
  }

  @Test
  void should_leave_nothing_open_when_memory_ends_while_a_training_is_set_up() {
    requireNothingLeft(() -> trainer().metric("error", FIT).train(data));
  }

  @Test
  void should_leave_nothing_open_when_memory_ends_while_parts_are_set_up() {
    Objective part = (scope, batch) -> FIT.loss(scope.child("part"), batch);
    requireNothingLeft(
        () ->
            AlternatingTrainer.on(device)
                .dtype(DType.F64)
                .batchSize(2)
                .part("part", part, Adam.of(0.1), 1)
                .train(data));
  }

  @Test
  void should_leave_nothing_open_when_memory_ends_while_a_full_batch_is_set_up() {
    requireNothingLeft(
        () ->
            FullBatchTrainer.of(FIT, LbfgsOptions.defaults(), device)
                .dtype(DType.F64)
                .metric("error", FIT)
                .train(data));
  }

  @Test
  void should_leave_nothing_open_when_a_metric_has_parameters_of_its_own() {
    Objective own = (scope, batch) -> scope.parameter("own", Initializers.ONES, 1).sum();
    assertThatThrownBy(() -> trainer().metric("own", own).train(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'own'");
    assertThat(device.open()).isZero();
  }
}
