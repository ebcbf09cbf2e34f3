package org.sciml4j.validation.solver;

import java.util.List;
import org.sciml4j.sindy.simulation.pde.Wavenumbers;

/**
 * A derivative of a spectrum: multiplication by {@code i^turns} and a real number for each mode.
 *
 * @param multiplier the numbers
 * @param turns quarter turns, 0 to 3
 */
record Derivative(double[] multiplier, int turns) {
  static Derivative of(Wavenumbers waves, List<Integer> orders) {
    return new Derivative(waves.powers(orders), Wavenumbers.quarterTurns(orders));
  }

  /** The derivative, then another real number for each mode. */
  Derivative masked(double... mask) {
    double[] product = multiplier.clone();
    for (int mode = 0; mode < product.length; mode++) {
      product[mode] *= mask[mode];
    }
    return new Derivative(product, turns);
  }

  /** Overwrites a spectrum by the derivative of another, or adds it. */
  void apply(double[] from, double[] to, boolean add) {
    double sign = turns >= 2 ? -1 : 1;
    boolean odd = turns % 2 == 1;
    for (int mode = 0; mode < multiplier.length; mode++) {
      double factor = sign * multiplier[mode];
      double re = factor * (odd ? -from[2 * mode + 1] : from[2 * mode]);
      double im = factor * (odd ? from[2 * mode] : from[2 * mode + 1]);
      to[2 * mode] = add ? to[2 * mode] + re : re;
      to[2 * mode + 1] = add ? to[2 * mode + 1] + im : im;
    }
  }
}
