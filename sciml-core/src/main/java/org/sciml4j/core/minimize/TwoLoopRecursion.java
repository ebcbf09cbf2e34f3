package org.sciml4j.core.minimize;

import java.lang.foreign.MemorySegment;

/**
 * The product of the inverse Hessian approximation with the negative gradient.
 *
 * <pre>
 * J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed., Springer 2006, algorithm 7.4
 * </pre>
 */
final class TwoLoopRecursion {
  private final FlatVectors vectors;
  private final double[] alpha;

  TwoLoopRecursion(FlatVectors vectors, int memory) {
    this.vectors = vectors;
    alpha = new double[memory];
  }

  /** Sets {@code d = -H g} and returns the slope {@code g'd}. Each line is one pass. */
  double direction(LbfgsState state, MemorySegment g, MemorySegment d) {
    int pairs = state.pairs();
    if (pairs == 0) {
      return vectors.scaleAndDot(-1, g, d, g);
    }
    int oldest = state.row(pairs - 1);
    double product = vectors.scaleAndDot(-1, g, d, state.s(state.row(0)));
    for (int age = 0; age < pairs; age++) {
      int i = state.row(age);
      alpha[age] = state.rho(i) * product;
      MemorySegment next = age + 1 < pairs ? state.s(state.row(age + 1)) : state.y(oldest);
      product = vectors.addAndDot(d, -alpha[age], state.y(i), d, next);
    }
    product = vectors.scaleAndDot(state.scale(), d, d, state.y(oldest));
    for (int age = pairs - 1; age >= 0; age--) {
      int i = state.row(age);
      double beta = state.rho(i) * product;
      MemorySegment next = age > 0 ? state.y(state.row(age - 1)) : g;
      product = vectors.addAndDot(d, alpha[age] - beta, state.s(i), d, next);
    }
    return product;
  }
}
