package org.sciml4j.core.training;

import org.sciml4j.core.nn.Parameters;

/**
 * A finished training.
 *
 * @param parameters parameters and states, those of the best epoch where early stopping restores
 *     them
 * @param history what each epoch reached
 * @param stop why it ended
 */
public record TrainingResult(Parameters parameters, History history, Stop stop)
    implements AutoCloseable {
  /** Why a training ended. */
  public enum Stop {
    /** All epochs were done. */
    ALL_EPOCHS,
    /** The watched loss had not fallen for a while. */
    NO_IMPROVEMENT,
    /** The minimiser met one of its tolerances, or found no step that lowers the loss. */
    CONVERGED
  }

  /** Frees the parameters. */
  @Override
  public void close() {
    parameters.close();
  }
}
