package org.sciml4j.pde.scheme;

import java.util.List;
import java.util.function.UnaryOperator;
import org.sciml4j.core.graph.Value;

/**
 * {@code du/dt = L u + F(u)} with the stiff linear part L exact and F frozen over the step: {@code
 * u' = e^{dt L} u + dt φ₁(dt L) F(u)}, {@code φ₁(z) = (e^z - 1)/z} (Cox and Matthews 2002, Journal
 * of Computational Physics 176:430, eq. 4). Of order 1, stable for any L that damps.
 *
 * @param linear L, which F does not contain
 */
public record ExponentialEuler(StiffDiffusion linear) implements StepScheme {
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
    Value decayed = linear.apply(u, lambda -> Math.exp(dt * lambda));
    Value forced = linear.apply(f.apply(u), lambda -> dt * phi1(dt * lambda));
    return List.of(decayed.plus(forced));
  }

  private static double phi1(double z) {
    return z == 0 ? 1 : Math.expm1(z) / z;
  }
}
