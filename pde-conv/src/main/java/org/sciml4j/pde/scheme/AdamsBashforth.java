package org.sciml4j.pde.scheme;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sciml4j.core.graph.Value;

/**
 * {@code u' = u + dt Σ_j β_j F_{n-j}} with one evaluation of F a step (Adams 1855; Hairer, Nørsett,
 * Wanner 1993, eq. III.1.5'). The first steps are Runge-Kutta steps of the same order, whose first
 * stages are the earlier F.
 */
public enum AdamsBashforth implements StepScheme {
  /** {@code u' = u + dt (3/2 F_n - 1/2 F_{n-1})}. */
  AB2(ButcherTableau.HEUN, 3.0 / 2, -1.0 / 2),
  /** {@code u' = u + dt (23/12 F_n - 16/12 F_{n-1} + 5/12 F_{n-2})}. */
  AB3(ButcherTableau.HEUN3, 23.0 / 12, -16.0 / 12, 5.0 / 12);

  private final ButcherTableau start;
  private final List<Double> weights;

  AdamsBashforth(ButcherTableau start, Double... weights) {
    this.start = start;
    this.weights = List.of(weights);
  }

  /** {@code β_j}, that of the latest level first. */
  public List<Double> weights() {
    return weights;
  }

  @Override
  public int order() {
    return weights.size();
  }

  @Override
  public int carried() {
    return weights.size();
  }

  /** The state, followed by F of the levels before, latest first. */
  @Override
  public List<Value> step(List<Value> carried, UnaryOperator<Value> f, double dt) {
    Value u = carried.getFirst();
    List<Value> slopes = new ArrayList<>(List.of(f.apply(u)));
    slopes.addAll(carried.subList(1, carried.size()));
    Value next;
    if (slopes.size() < weights.size()) {
      next = start.next(u, slopes.getFirst(), f, dt);
    } else {
      next = u;
      for (int j = 0; j < weights.size(); j++) {
        next = next.plus(slopes.get(j).times(dt * weights.get(j)));
      }
    }
    List<Value> result = new ArrayList<>(List.of(next));
    result.addAll(slopes.subList(0, Math.min(slopes.size(), weights.size() - 1)));
    return List.copyOf(result);
  }
}
