package org.sciml4j.pde.stepper;

import java.util.OptionalDouble;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.pde.analysis.StepLimit;
import org.sciml4j.pde.scheme.TimeStep;
import org.slf4j.LoggerFactory;

/** What to do where dt exceeds what is stable for small waves about the state of zeros. */
public enum UnstableStep {
  /** A warning in the log, with the limit. */
  LOG,
  /** An {@link InvalidInputException} with the limit. */
  REFUSE,
  /** Nothing; the limit is not computed. */
  ALLOW;

  /** Relative excess that rounding may cause. */
  private static final double ROUNDING = 1e-6;

  void check(Layer step, Parameters parameters, long[] state) {
    if (this == ALLOW || !(step instanceof TimeStep scheme)) {
      return;
    }
    OptionalDouble limit = StepLimit.of(scheme, parameters, state);
    if (limit.isEmpty() || scheme.dt() <= limit.getAsDouble() * (1 + ROUNDING)) {
      return;
    }
    InvalidInputException unstable =
        new InvalidInputException(
            "dt",
            scheme.dt(),
            limit.getAsDouble() > 0
                ? "at most " + limit.getAsDouble() + ", beyond which small waves grow"
                : "a scheme that lets no wave of the block grow, as some do at every dt",
            "take a smaller dt or another scheme");
    if (this == REFUSE) {
      throw unstable;
    }
    LoggerFactory.getLogger(UnstableStep.class).warn("{}", unstable.getMessage());
  }
}
