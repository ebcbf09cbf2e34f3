package org.sciml4j.operators.mks;

import org.sciml4j.core.InvalidInputException;

/**
 * Functions m_0 ... m_(n-1) of the local state h, such as a concentration, in which a response is
 * linear: {@code p[s] = sum over l and r of alpha_l[r] m_l(h[s - r])}.
 *
 * <p>In every basis here the constant is a sum of functions, {@code 1 = sum w_l m_l}. Of the
 * transforms of the functions one therefore follows from the others at every wave vector but zero,
 * and its kernel is left out there: the redundancy rule of MKS.
 */
public sealed interface MicrostructureFunctions permits PrimitiveBasis, LegendreBasis {
  /** Number of functions. */
  int count();

  /** Smallest local state. */
  double low();

  /** Largest local state. */
  double high();

  /** The function that follows from the others. */
  int dependent();

  /** Weight of a function in the sum that is one everywhere. */
  double unityWeight(int function);

  /**
   * Evaluates one function.
   *
   * @param states local states from {@link #low()} to {@link #high()}, at {@code from} and after
   * @param into receives {@code count} values at {@code to} and after
   */
  void evaluate(int function, double[] states, int from, double[] into, int to, int count);

  /** The name under which files keep the basis: {@code primitive} or {@code legendre}. */
  String name();

  /**
   * The basis of a name.
   *
   * @throws InvalidInputException if there is none of that name, or its numbers do not fit
   */
  static MicrostructureFunctions of(String name, int count, double low, double high) {
    return switch (name) {
      case PrimitiveBasis.NAME -> new PrimitiveBasis(count, low, high);
      case LegendreBasis.NAME -> new LegendreBasis(count, low, high);
      default ->
          throw new InvalidInputException(
              "basis",
              "'" + name + "'",
              PrimitiveBasis.NAME + " or " + LegendreBasis.NAME,
              "choose one of these");
    };
  }

  /** Checks what is common to all. */
  static void require(String name, int count, int least, double low, double high) {
    if (count < least) {
      throw new InvalidInputException(
          "functions of the " + name + " basis",
          count,
          least + " or more",
          "give a larger number, as in " + name + ":" + Math.max(4, least));
    }
    if (!(high > low) || Double.isInfinite(high - low)) {
      throw new InvalidInputException(
          "local states",
          "from " + low + " to " + high,
          "a smaller and a larger finite number",
          "give the range that the microstructures take");
    }
  }
}
