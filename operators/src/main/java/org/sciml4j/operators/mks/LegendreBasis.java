package org.sciml4j.operators.mks;

/**
 * Legendre polynomials {@code m_l(h) = (2 l + 1) / 2 P_l(x)} of the state scaled to {@code x} from
 * -1 to 1. The first one is constant and therefore the dependent one.
 *
 * @param count number of polynomials, degrees 0 to {@code count - 1}
 * @param low smallest state
 * @param high largest state
 */
public record LegendreBasis(int count, double low, double high) implements MicrostructureFunctions {
  static final String NAME = "legendre";

  /**
   * Checks the numbers.
   *
   * @throws org.sciml4j.core.InvalidInputException if there is no polynomial or the range of states
   *     is empty or not finite
   */
  public LegendreBasis {
    MicrostructureFunctions.require(NAME, count, 1, low, high);
  }

  @Override
  public int dependent() {
    return 0;
  }

  @Override
  public double unityWeight(int function) {
    return function == 0 ? 2 : 0;
  }

  /** By the recursion {@code (l + 1) P_(l+1) = (2 l + 1) x P_l - l P_(l-1)}. */
  @Override
  public void evaluate(int function, double[] states, int from, double[] into, int to, int count) {
    double scale = 2 / (high - low);
    double middle = low / 2 + high / 2;
    double weight = (2 * function + 1) / 2.0;
    for (int i = 0; i < count; i++) {
      double x = (states[from + i] - middle) * scale;
      double before = 0;
      double polynomial = 1;
      for (int l = 0; l < function; l++) {
        double next = ((2 * l + 1) * x * polynomial - l * before) / (l + 1);
        before = polynomial;
        polynomial = next;
      }
      into[to + i] = weight * polynomial;
    }
  }

  @Override
  public String name() {
    return NAME;
  }
}
