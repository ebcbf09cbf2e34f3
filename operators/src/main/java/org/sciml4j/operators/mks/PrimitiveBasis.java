package org.sciml4j.operators.mks;

/**
 * Hats over equally spaced states: {@code m_l(h) = max(0, 1 - |h - h_l| / d)} with {@code h_l = low
 * + l d}. They add up to one, so the last one is dependent. Where the microstructure takes the
 * values h_l only, m_l says where phase l is.
 *
 * @param count number of states, at least 2
 * @param low the first state
 * @param high the last state
 */
public record PrimitiveBasis(int count, double low, double high)
    implements MicrostructureFunctions {
  static final String NAME = "primitive";

  /**
   * Checks the numbers.
   *
   * @throws org.sciml4j.core.InvalidInputException if there are fewer than two states or their
   *     range is empty or not finite
   */
  public PrimitiveBasis {
    MicrostructureFunctions.require(NAME, count, 2, low, high);
  }

  /** The local state that is the top of a hat. */
  public double state(int function) {
    return function == count - 1 ? high : low + function * (high - low) / (count - 1);
  }

  @Override
  public int dependent() {
    return count - 1;
  }

  @Override
  public double unityWeight(int function) {
    return 1;
  }

  @Override
  public void evaluate(int function, double[] states, int from, double[] into, int to, int count) {
    double perStep = (this.count - 1) / (high - low);
    double start = low;
    for (int i = 0; i < count; i++) {
      double steps = (states[from + i] - start) * perStep - function;
      into[to + i] = Math.max(0, 1 - Math.abs(steps));
    }
  }

  @Override
  public String name() {
    return NAME;
  }
}
