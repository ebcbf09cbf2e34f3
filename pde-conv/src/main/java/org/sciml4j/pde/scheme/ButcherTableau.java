package org.sciml4j.pde.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;

/**
 * An explicit Runge-Kutta scheme. The array that textbooks print as
 *
 * <pre>
 *    0  |
 *   1/2 | 1/2                      c | a      k_i = F(u + dt Σ_j a_ij k_j)
 *   ----+---------                 --+---
 *       |  0   1                     | b      u' = u + dt Σ_i b_i k_i
 * </pre>
 *
 * checks itself: its rows sum to c, and the conditions of its order hold (Hairer, Nørsett, Wanner
 * 1993, Solving Ordinary Differential Equations I, section II.2).
 *
 * @param title its usual name
 * @param order order of accuracy, 1 to 4
 * @param c stage times in units of the step
 * @param a stage weights, strictly lower triangular: row i has i numbers
 * @param b weights of the step
 */
public record ButcherTableau(String title, int order, double[] c, double[][] a, double[] b)
    implements StepScheme {
  /** {@code u' = u + dt F(u)}: a residual block. */
  public static final ButcherTableau FORWARD_EULER =
      new ButcherTableau("forward Euler", 1, new double[] {0}, new double[][] {{}}, one());

  /** Runge's scheme of order 2 with the slope at half the step (Runge 1895). */
  public static final ButcherTableau MIDPOINT =
      new ButcherTableau(
          "midpoint",
          2,
          new double[] {0, 1.0 / 2},
          new double[][] {{}, {1.0 / 2}},
          new double[] {0, 1});

  /** The scheme of order 2 with the mean of the slopes at both ends (Heun 1900). */
  public static final ButcherTableau HEUN =
      new ButcherTableau(
          "Heun",
          2,
          new double[] {0, 1},
          new double[][] {{}, {1}},
          new double[] {1.0 / 2, 1.0 / 2});

  /** Heun's scheme of order 3 (Heun 1900). */
  public static final ButcherTableau HEUN3 =
      new ButcherTableau(
          "Heun 3",
          3,
          new double[] {0, 1.0 / 3, 2.0 / 3},
          new double[][] {{}, {1.0 / 3}, {0, 2.0 / 3}},
          new double[] {1.0 / 4, 0, 3.0 / 4});

  /** "The" Runge-Kutta scheme of order 4 (Kutta 1901). */
  public static final ButcherTableau RK4 =
      new ButcherTableau(
          "RK4",
          4,
          new double[] {0, 1.0 / 2, 1.0 / 2, 1},
          new double[][] {{}, {1.0 / 2}, {0, 1.0 / 2}, {0, 0, 1}},
          new double[] {1.0 / 6, 2.0 / 6, 2.0 / 6, 1.0 / 6});

  /**
   * Checks the array.
   *
   * @throws InvalidInputException if a row is of another length or sum, or a condition of the order
   *     does not hold
   */
  public ButcherTableau {
    c = c.clone();
    a = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    b = b.clone();
    OrderConditions.require(title, order, c, a, b);
  }

  private static double[] one() {
    return new double[] {1};
  }

  /** Number of stages. */
  public int stages() {
    return b.length;
  }

  /** A copy. */
  @Override
  public double[] c() {
    return c.clone();
  }

  /** A copy. */
  @Override
  public double[][] a() {
    return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
  }

  /** A copy. */
  @Override
  public double[] b() {
    return b.clone();
  }

  @Override
  public int carried() {
    return 1;
  }

  @Override
  public List<Value> step(List<Value> carried, UnaryOperator<Value> f, double dt) {
    return List.of(next(carried.getFirst(), f, dt));
  }

  /** The state one step later. */
  Value next(Value u, UnaryOperator<Value> f, double dt) {
    return next(u, f.apply(u), f, dt);
  }

  /** The state one step later, where the first stage is known. */
  Value next(Value u, Value firstStage, UnaryOperator<Value> f, double dt) {
    List<Value> k = new ArrayList<>(List.of(firstStage));
    for (int i = 1; i < b.length; i++) {
      k.add(f.apply(plus(u, a[i], k, dt)));
    }
    return plus(u, b, k, dt);
  }

  private static Value plus(Value u, double[] weights, List<Value> k, double dt) {
    Value sum = u;
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] != 0) {
        sum = sum.plus(k.get(j).times(dt * weights[j]));
      }
    }
    return sum;
  }

  /** Equality of title, order and numbers. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ButcherTableau that
        && title.equals(that.title)
        && order == that.order
        && Arrays.equals(c, that.c)
        && Arrays.deepEquals(a, that.a)
        && Arrays.equals(b, that.b);
  }

  /** Consistent with {@link #equals}. */
  @Override
  public int hashCode() {
    return 31 * title.hashCode() + Arrays.hashCode(b);
  }

  /** Its name. */
  @Override
  public String toString() {
    return title;
  }
}
