package org.sciml4j.core.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes the checkpoints of a training, those after epochs not too often, since a large model may
 * take longer to write than an epoch.
 */
final class CheckpointWriter {
  private final Optional<Path> file;
  private final Duration least;
  private final TrainingSettings settings;
  private long written = System.nanoTime();
  private Optional<Checkpoint> unwritten = Optional.empty();

  /**
   * Writes nothing where there is no file.
   *
   * @param least time between two writes after epochs
   */
  CheckpointWriter(Optional<Path> file, Duration least, TrainingSettings settings) {
    this.file = file;
    this.least = least;
    this.settings = settings;
  }

  /** An epoch has ended in this state, which stays open until the next one has. */
  void epochDone(Checkpoint state) {
    unwritten = Optional.of(state);
  }

  /** Writes the state of the last epoch if the least time has passed. */
  void writeIfDue() {
    if (Duration.ofNanos(System.nanoTime() - written).compareTo(least) >= 0) {
      writeLast();
    }
  }

  /** Writes the state of the last epoch unless it, or a later one, has been written. */
  void writeLast() {
    unwritten.ifPresent(this::write);
  }

  /** Writes a state that is not the end of an epoch. */
  void write(Checkpoint state) {
    unwritten = Optional.empty();
    file.ifPresent(
        path ->
            Checkpoint.write(
                path, state.snapshot().asMap(), state.best(), state.progress(), settings));
    written = System.nanoTime();
  }
}
