package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.Optional;
import org.sciml4j.core.nn.Parameters;

/** One run of a trainer over its data, which closes itself. */
interface TrainingRun extends AutoCloseable {
  /** Begins with the parameters that the layers' initialisers draw. */
  void start();

  /** Begins with these parameters. */
  void start(Parameters initial);

  /** Begins where a checkpoint was written. */
  void restore(Path checkpoint);

  /** Trains from there. */
  TrainingResult run();

  @Override
  void close();

  /** The whole run from drawn parameters. */
  default TrainingResult train() {
    return resume(Optional.empty());
  }

  /** The whole run from these parameters. */
  default TrainingResult train(Parameters initial) {
    try (TrainingRun open = this) {
      open.start(initial);
      return open.run();
    }
  }

  /** The rest of the run from a checkpoint, the whole where there is none. */
  default TrainingResult resume(Optional<Path> checkpoint) {
    try (TrainingRun open = this) {
      checkpoint.ifPresentOrElse(open::restore, open::start);
      return open.run();
    }
  }
}
