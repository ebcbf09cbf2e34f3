package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Trainings that read a batch while they work on the one before. */
class ReadAheadTrainingTest {
  private static final Objective FIT =
      (scope, batch) -> {
        Value slope = scope.parameter("slope", Initializers.ONES, 1);
        return batch.get(0).times(slope).minus(batch.get(1)).square().mean();
      };

  private final Device device = CpuDevice.common();
  private final Dataset numbers =
      TensorDataset.of(
          RandomKey.of(1).normal(DType.F64, 23, 1), RandomKey.of(2).normal(DType.F64, 23, 1));

  /** Samples that want to be read ahead, of which one is read at a time. */
  private static final class Ahead implements Dataset {
    private final Dataset data;
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch second = new CountDownLatch(2);
    private volatile int failing = Integer.MAX_VALUE;

    Ahead(Dataset data) {
      this.data = data;
    }

    @Override
    public long size() {
      return data.size();
    }

    @Override
    public List<TensorType> types() {
      return data.types();
    }

    @Override
    public boolean wantsReadAhead() {
      return true;
    }

    @Override
    public void read(long[] samples, int from, int count, List<Tensor> into) {
      assertThat(atWork.getAndIncrement()).as("reads at the same time").isZero();
      second.countDown();
      if (reads.incrementAndGet() == failing) {
        throw new IllegalArgumentException("the disk is gone");
      }
      data.read(samples, from, count, into);
      atWork.decrementAndGet();
    }
  }

  private Trainer trainer(Dataset validation) {
    return Trainer.of(FIT, Adam.of(0.1), device)
        .dtype(DType.F64)
        .batchSize(5)
        .epochs(3)
        .metric("error", FIT)
        .validation(validation);
  }

  @AfterEach
  void should_leave_no_thread_behind() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("sciml-batch-reader")) {
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
      }
    }
  }

  @Test
  void should_give_the_same_bits() {
    Ahead ahead = new Ahead(numbers);
    try (TrainingResult expected = trainer(numbers).train(numbers);
        TrainingResult actual = trainer(ahead).train(ahead);
        TrainingResult part = trainer(numbers).train(ahead.subset(Permutation.identity(23)))) {
      SameTraining.require(actual, expected);
      SameTraining.require(part, expected);
    }
    assertThat(ahead.reads.get()).isEqualTo(3 * 5 + 3 * 5 + 3 * 5);
  }

  @Test
  void should_read_the_second_batch_before_the_first_step_is_over() {
    Ahead ahead = new Ahead(numbers);
    TrainingListener first =
        new TrainingListener() {
          @Override
          public void stepDone(long step, double loss) {
            assertThat(await(ahead.second)).isTrue();
          }
        };
    trainer(numbers).listener(first).train(ahead).close();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_throw_what_reading_threw_when_the_batch_is_due() {
    Ahead ahead = new Ahead(numbers);
    ahead.failing = 4;
    AtomicInteger done = new AtomicInteger();
    TrainingListener counting =
        new TrainingListener() {
          @Override
          public void stepDone(long step, double loss) {
            done.incrementAndGet();
          }
        };
    assertThatThrownBy(() -> trainer(numbers).listener(counting).train(ahead))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the disk is gone");
    assertThat(done.get()).isEqualTo(3);
  }

  @Test
  void should_end_its_thread_when_a_training_is_given_up() {
    assertThatThrownBy(
            () -> trainer(numbers).listener(new Interruption(1)).train(new Ahead(numbers)))
        .hasMessage("pulled the plug");
  }

  @Test
  void should_find_out_what_failed_in_the_batches_read_again() {
    Objective logarithm =
        (scope, batch) ->
            batch.getFirst().times(scope.parameter("slope", Initializers.ONES, 1)).log().mean();
    Tensor x = Tensor.zeros(DType.F64, 6, 1).fill(1);
    x.setFlat(3, -1);
    NonFiniteLossException thrown =
        catchThrowableOfType(
            NonFiniteLossException.class,
            () ->
                Trainer.of(logarithm, Adam.of(0.1), device)
                    .dtype(DType.F64)
                    .batchSize(1)
                    .inOrder()
                    .train(new Ahead(TensorDataset.of(x))));
    assertThat(thrown).hasMessageContaining("step 4 of epoch 1");
    assertThat(thrown.operation()).contains("log");
    thrown.lastGood().close();
  }

  @Test
  void should_name_the_missing_value_of_a_field() {
    Tensor values = RandomKey.of(3).normal(DType.F64, 12, 1);
    values.setFlat(7, Double.NaN);
    FieldDataset data =
        FieldDataset.steps(List.of(TensorField.inTime("u", values, 1, 1)), 1, DType.F64);
    Trainer trainer = Trainer.of(FIT, Adam.of(0.1), device).dtype(DType.F64).batchSize(3);

    assertThatThrownBy(() -> trainer.train(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("field 'u' in sample")
        .hasMessageContaining("at time index 7");
    trainer.train(data.withoutMissing()).close();
  }

  @Test
  void should_refuse_to_validate_by_nothing() {
    assertThatThrownBy(() -> trainer(numbers.subset()).train(numbers))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("empty");
  }
}
