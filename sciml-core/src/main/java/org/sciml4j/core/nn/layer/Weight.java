package org.sciml4j.core.nn.layer;

import java.util.List;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Regularizer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializer;

/**
 * How a layer declares one of its parameters.
 *
 * @param initializer its initial numbers
 * @param regularizers its penalties
 */
public record Weight(Initializer initializer, List<Regularizer> regularizers) {
  /** Copies the list. */
  public Weight {
    regularizers = List.copyOf(regularizers);
  }

  /** A parameter without penalties. */
  public static Weight of(Initializer initializer) {
    return new Weight(initializer, List.of());
  }

  /** With these initial numbers. */
  public Weight with(Initializer other) {
    return new Weight(other, regularizers);
  }

  /** With these penalties. */
  public Weight with(Regularizer... others) {
    return new Weight(initializer, List.of(others));
  }

  Value declare(Scope own, String name, long... shape) {
    return own.parameter(name, initializer, regularizers, shape);
  }
}
