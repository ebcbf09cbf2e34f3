package org.sciml4j.core.graph;

/**
 * {@code erf x = 2/√π ∫₀ˣ exp(-t²) dt (Abramowitz and Stegun 1964, eq. 7.1.1)}; {@code y' = 2/√π
 * exp(-x²)}.
 */
public record Erf() implements Unary {
  @Override
  public String name() {
    return "erf";
  }

  @Override
  public double evaluate(double... x) {
    return org.hipparchus.special.Erf.erf(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.times(x.square().negate().exp()).times(2 / Math.sqrt(Math.PI));
  }
}
