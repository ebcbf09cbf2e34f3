package org.sciml4j.pde.scheme;

import java.util.List;
import java.util.function.UnaryOperator;
import org.sciml4j.core.graph.Value;

/**
 * {@code du/dt = L u + F(u)} with the stiff linear part L implicit and F explicit: {@code (1 - dt
 * L) u' = u + dt F(u)} (Ascher, Ruuth, Wetton 1995, SIAM Journal on Numerical Analysis 32:797, eq.
 * 6). Of order 1, stable for any L that damps.
 *
 * @param linear L, which F does not contain
 */
public record ImplicitDiffusionEuler(StiffDiffusion linear) implements StepScheme {
  @Override
  public int order() {
    return 1;
  }

  @Override
  public int carried() {
    return 1;
  }

  @Override
  public List<Value> step(List<Value> carried, UnaryOperator<Value> f, double dt) {
    Value u = carried.getFirst();
    Value explicit = u.plus(f.apply(u).times(dt));
    return List.of(linear.apply(explicit, lambda -> 1 / (1 - dt * lambda)));
  }
}
