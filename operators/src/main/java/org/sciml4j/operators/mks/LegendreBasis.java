package org.sciml4j.operators.mks;

import java.util.Arrays;

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

  private static final int BLOCK = 256;

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

  /** By the recursion {@code (l + 1) P_(l+1) = (2 l + 1) x P_l - l P_(l-1)}, some states a time. */
  @Override
  public void evaluate(int function, double[] states, int from, double[] into, int to, int count) {
    int most = Math.min(count, BLOCK);
    double[] x = new double[most];
    double[] before = new double[most];
    double[] polynomial = new double[most];
    for (int first = 0; first < count; first += BLOCK) {
      int n = Math.min(BLOCK, count - first);
      scale(states, from + first, x, n);
      Arrays.fill(before, 0);
      Arrays.fill(polynomial, (2 * function + 1) / 2.0);
      for (int l = 0; l < function; l++) {
        next((2 * l + 1.0) / (l + 1), (double) l / (l + 1), x, polynomial, before, n);
        double[] former = polynomial;
        polynomial = before;
        before = former;
      }
      System.arraycopy(polynomial, 0, into, to + first, n);
    }
  }

  private void scale(double[] states, int from, double[] x, int n) {
    double factor = 2 / (high - low);
    double middle = low / 2 + high / 2;
    for (int i = 0; i < n; i++) {
      x[i] = (states[from + i] - middle) * factor;
    }
  }

  /** Puts {@code a x P - b before} into {@code before}. */
  private static void next(
      double a, double b, double[] x, double[] polynomial, double[] before, int n) {
    for (int i = 0; i < n; i++) {
      before[i] = a * x[i] * polynomial[i] - b * before[i];
    }
  }

  @Override
  public String name() {
    return NAME;
  }
}
