package org.sciml4j.core.training;

import java.util.Optional;
import org.sciml4j.core.nn.Parameters;

/** What a rule of {@link EarlyStopping}, where there is one, has seen of a training. */
final class BestSoFar implements AutoCloseable {
  private final Optional<EarlyStopping> rule;
  private double loss = Double.POSITIVE_INFINITY;
  private int waited;
  private Optional<Parameters> parameters = Optional.empty();

  BestSoFar(Optional<EarlyStopping> rule) {
    this.rule = rule;
  }

  /** Takes note of an epoch's watched loss, and of its parameters where they are to be restored. */
  void judge(double watched, TrainingMemory memory) {
    if (rule.isEmpty()) {
      return;
    }
    if (watched < loss - rule.get().smallestChange()) {
      loss = watched;
      waited = 0;
      if (rule.get().restoreBest()) {
        Parameters now = memory.parameters();
        close();
        parameters = Optional.of(now);
      }
    } else {
      waited++;
    }
  }

  void restore(Checkpoint checkpoint) {
    loss = checkpoint.progress().best();
    waited = checkpoint.progress().waited();
    parameters = checkpoint.best().map(Parameters::copy);
  }

  /** Whether the rule ends the training. */
  boolean isStalled() {
    return rule.map(one -> waited >= one.patience()).orElse(false);
  }

  double loss() {
    return loss;
  }

  /** Epochs since the best. */
  int waited() {
    return waited;
  }

  /** The best parameters where they are kept, valid until the next {@link #judge}. */
  Optional<Parameters> parameters() {
    return parameters;
  }

  @Override
  public void close() {
    parameters.ifPresent(Parameters::close);
  }
}
