package org.sciml4j.pde.rollout;

import java.util.List;
import java.util.Optional;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.training.History;

/**
 * What a training in stages reached.
 *
 * @param parameters those of the last stage, or the last good ones where it diverged
 * @param histories of the stages that were done in this run, in order
 * @param divergence what happened where a loss was not finite
 */
public record RolloutResult(
    Parameters parameters, List<History> histories, Optional<String> divergence)
    implements AutoCloseable {
  /** Copies the list. */
  public RolloutResult {
    histories = List.copyOf(histories);
  }

  /** Frees the parameters. */
  @Override
  public void close() {
    parameters.close();
  }
}
