package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Dropout;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/** When a training writes its checkpoint. */
class CheckpointTimesTest {
  private static final int STEPS = 3;
  private static final Duration LONG = Duration.ofDays(1);

  private final Dataset data =
      TensorDataset.of(
          RandomKey.of(1).normal(DType.F64, STEPS * 4, 2),
          RandomKey.of(2).normal(DType.F64, STEPS * 4, 1));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("checkpoint");
  }

  private static Trainer trainer() {
    return Trainer.of(
            Objective.supervised(
                Sequential.of(Dense.of(4), Dropout.of(0.5), Dense.of(1)), Losses.MSE),
            Adam.of(0.05),
            CpuDevice.common())
        .dtype(DType.F64)
        .batchSize(4)
        .epochs(5)
        .earlyStopping(new EarlyStopping(5, 0, true));
  }

  /** Whether the file is there when each epoch starts, and the first epoch of the run. */
  private final class Watch implements TrainingListener {
    private final List<Boolean> written = new ArrayList<>();
    private int first;

    @Override
    public void epochStarts(int number, int epochs, long steps) {
      first = first == 0 ? number : first;
      written.add(Files.exists(file));
    }
  }

  @Test
  void should_not_write_more_often_than_asked_but_at_the_end() {
    Watch watch = new Watch();
    trainer().checkpoint(file, LONG).listener(watch).train(data).close();
    assertThat(watch.written).containsExactly(false, false, false, false, false);
    Watch resumed = new Watch();
    try (TrainingResult longer =
            trainer().epochs(7).checkpoint(file, LONG).listener(resumed).resume(data);
        TrainingResult whole = trainer().epochs(7).train(data)) {
      assertThat(resumed.first).isEqualTo(6);
      SameTraining.require(longer, whole);
    }
  }

  @Test
  void should_write_after_every_epoch_where_the_time_is_zero() {
    Watch watch = new Watch();
    trainer().checkpoint(file, Duration.ZERO).listener(watch).train(data).close();
    assertThat(watch.written).containsExactly(false, true, true, true, true);
  }

  /** A failure loses no more than without the least time: the epoch in progress. */
  @ParameterizedTest
  @ValueSource(ints = {STEPS, 2 * STEPS + 1, 5 * STEPS - 1})
  void should_write_what_it_has_spared_before_a_failure(int steps) {
    assertThatThrownBy(
            () -> trainer().checkpoint(file, LONG).listener(new Interruption(steps)).train(data))
        .hasMessage("pulled the plug");
    Watch watch = new Watch();
    try (TrainingResult resumed = trainer().checkpoint(file, LONG).listener(watch).resume(data);
        TrainingResult whole = trainer().train(data)) {
      assertThat(watch.first).isEqualTo(steps / STEPS + 1);
      SameTraining.require(resumed, whole);
    }
  }

  @Test
  void should_keep_the_epoch_whose_listener_fails() {
    TrainingListener failing =
        new TrainingListener() {
          @Override
          public void epochDone(History.Epoch epoch) {
            if (epoch.number() == 3) {
              throw new IllegalStateException("no more");
            }
          }
        };
    assertThatThrownBy(() -> trainer().checkpoint(file, LONG).listener(failing).train(data))
        .hasMessage("no more");
    Watch watch = new Watch();
    trainer().checkpoint(file, LONG).listener(watch).resume(data).close();
    assertThat(watch.first).isEqualTo(4);
  }

  @Test
  void should_write_nothing_before_the_first_epoch_is_done() {
    assertThatThrownBy(
            () -> trainer().checkpoint(file, LONG).listener(new Interruption(1)).train(data))
        .hasMessage("pulled the plug");
    assertThat(file).doesNotExist();
  }

  @Test
  void should_refuse_a_negative_time() {
    assertThatThrownBy(() -> trainer().checkpoint(file, Duration.ofSeconds(-1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("time between checkpoints is PT-1S");
  }
}
