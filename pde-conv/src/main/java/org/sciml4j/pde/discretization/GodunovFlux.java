package org.sciml4j.pde.discretization;

import java.util.function.UnaryOperator;
import org.sciml4j.core.graph.Value;

/**
 * The flux of the exact Riemann solution of a scalar conservation law with convex flux f between
 * two states: {@code max(f(max(l, s)), f(min(r, s)))} with s where f is least (LeVeque 2002, Finite
 * Volume Methods for Hyperbolic Problems, Cambridge University Press, equation 12.4).
 *
 * @param flux f, convex
 * @param sonicPoint s, the state where f is least
 */
public record GodunovFlux(UnaryOperator<Value> flux, double sonicPoint) {
  /** For Burgers' equation, {@code f = u²/2}. */
  public static GodunovFlux burgers() {
    return new GodunovFlux(u -> u.square().dividedBy(2), 0);
  }

  /** The flux from the state at the lower side of a face to that at its upper side. */
  public Value between(Value lower, Value upper) {
    return flux.apply(lower.maximum(sonicPoint)).maximum(flux.apply(upper.minimum(sonicPoint)));
  }
}
