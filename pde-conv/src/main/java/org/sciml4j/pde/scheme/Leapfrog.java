package org.sciml4j.pde.scheme;

import java.util.List;
import java.util.function.UnaryOperator;
import org.sciml4j.core.graph.Value;

/**
 * {@code u_{n+1} = u_{n-1} + 2 dt F(u_n)}, of order 2, neutral for waves and unstable for any
 * damping. The first step is a midpoint step.
 */
public record Leapfrog() implements StepScheme {
  @Override
  public int order() {
    return 2;
  }

  @Override
  public int carried() {
    return 2;
  }

  /** The state, followed by the one before. */
  @Override
  public List<Value> step(List<Value> carried, UnaryOperator<Value> f, double dt) {
    Value u = carried.getFirst();
    Value next =
        carried.size() == 1
            ? ButcherTableau.MIDPOINT.next(u, f, dt)
            : carried.get(1).plus(f.apply(u).times(2 * dt));
    return List.of(next, u);
  }
}
