package org.sciml4j.pde.rhs;

import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;

/**
 * A term whose form is known, times a coefficient that may be trained.
 *
 * @param name of the coefficient
 * @param term the term, of the shape of the right-hand side
 * @param initial the coefficient, or where its training begins
 * @param trainable whether training changes it
 */
public record KnownTerm(String name, Layer term, double initial, boolean trainable)
    implements Layer {
  /** A term whose coefficient is to be found. */
  public static KnownTerm unknown(String name, Layer term, double initial) {
    return new KnownTerm(name, term, initial, true);
  }

  @Override
  public Value apply(Value input, Scope scope) {
    Value value = term.apply(input, scope);
    Scope own = trainable ? scope : scope.frozen();
    return value.times(own.parameter(name, Initializers.constant(initial)));
  }
}
