package org.sciml4j.pde.rhs;

import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Regularizer;

/**
 * {@code λ Σ (w_{k+1} - 2 w_k + w_{k-1})²} over all nodes and the last axes: what keeps
 * coefficients that vary in space from following the noise of the data (a thin plate's energy,
 * Wahba 1990, Spline Models for Observational Data, chapter 2).
 *
 * @param lambda λ, zero or more
 * @param periodic for each of the last axes, whether it closes on itself
 */
public record Smoothness(double lambda, boolean[] periodic) implements Regularizer {
  /**
   * Copies and checks the numbers.
   *
   * @throws InvalidInputException if λ is negative or not finite
   */
  public Smoothness {
    periodic = periodic.clone();
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("lambda", lambda, "a number of 0 or more", "correct it");
    }
  }

  /** A copy. */
  @Override
  public boolean[] periodic() {
    return periodic.clone();
  }

  /** The penalty; an axis of fewer than three nodes has none. */
  @Override
  public Value of(Value weights) {
    int leading = weights.rank() - periodic.length;
    return IntStream.range(0, periodic.length)
        .filter(axis -> weights.type().size(leading + axis) > 2)
        .mapToObj(axis -> bending(weights, leading + axis, periodic[axis]))
        .reduce(Value::plus)
        .map(sum -> sum.times(lambda))
        .orElseGet(() -> weights.times(0).sum());
  }

  private static Value bending(Value weights, int axis, boolean periodic) {
    Value all = periodic ? Value.concat(axis, weights, weights.slice(axis, 0, 2)) : weights;
    return difference(difference(all, axis), axis).square().sum();
  }

  private static Value difference(Value values, int axis) {
    long n = values.type().size(axis);
    return values.slice(axis, 1, n).minus(values.slice(axis, 0, n - 1));
  }
}
