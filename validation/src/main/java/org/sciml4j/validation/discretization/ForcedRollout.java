package org.sciml4j.validation.discretization;

import java.util.List;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Scope;

/**
 * The mean squared error of a few steps of SSP-RK3 (Shu and Osher 1988, equation 2.18) under a
 * forcing that is known. A batch is the state {@code [n, 1, cells]}, the forcing at the beginnings,
 * middles and ends of the steps {@code [n, 2 steps + 1, cells]}, and the states after each step
 * {@code [n, steps, cells]}.
 *
 * @param transport the rate of change without the forcing
 * @param step length of a step
 */
record ForcedRollout(Layer transport, double step) implements Objective {
  @Override
  public Value loss(Scope scope, List<Value> batch) {
    Value u = batch.get(0);
    Value forcing = batch.get(1);
    Value targets = batch.get(2);
    int steps = Math.toIntExact(targets.type().size(1));
    Value[] states = new Value[steps];
    for (int k = 0; k < steps; k++) {
      Value first = u.plus(euler(u, forcing.slice(1, 2L * k, 2L * k + 1), scope));
      Value atEnd = first.plus(euler(first, forcing.slice(1, 2L * k + 2, 2L * k + 3), scope));
      Value second = u.times(0.75).plus(atEnd.times(0.25));
      Value atMiddle = second.plus(euler(second, forcing.slice(1, 2L * k + 1, 2L * k + 2), scope));
      u = u.times(1.0 / 3).plus(atMiddle.times(2.0 / 3));
      states[k] = u;
    }
    return Value.concat(1, states).minus(targets).square().mean();
  }

  private Value euler(Value u, Value forcing, Scope scope) {
    return transport.apply(u, scope).plus(forcing).times(step);
  }
}
