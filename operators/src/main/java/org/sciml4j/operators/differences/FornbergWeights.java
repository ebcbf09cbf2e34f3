package org.sciml4j.operators.differences;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.hipparchus.Field;
import org.hipparchus.FieldElement;
import org.hipparchus.util.Binary64;
import org.sciml4j.core.InvalidInputException;

/**
 * Weights of finite differences on arbitrary nodes.
 *
 * <pre>
 * B. Fornberg, Generation of Finite Difference Formulas on Arbitrarily Spaced Grids,
 * Mathematics of Computation 51 (1988) 699-706.
 * </pre>
 *
 * <p>One recurrence serves every field of numbers: with fractions the weights come out exact, with
 * doubles to rounding.
 */
public final class FornbergWeights {
  private FornbergWeights() {}

  /**
   * All weights up to a highest derivative: {@code weights.get(m).get(j)} multiplies the value at
   * node j in the m-th derivative at a point.
   *
   * @param point where the derivatives are wanted; need not be a node
   * @param nodes pairwise different, more of them than the highest derivative
   * @param highest highest derivative, at least 0
   */
  public static <T extends FieldElement<T>> List<List<T>> at(T point, List<T> nodes, int highest) {
    if (highest < 0 || nodes.size() <= highest) {
      throw new InvalidInputException(
          "nodes",
          nodes.size() + " points",
          "more points than the derivative's order " + highest,
          "add nodes");
    }
    Field<T> field = point.getField();
    List<List<T>> delta = new ArrayList<>();
    for (int m = 0; m <= highest; m++) {
      delta.add(new ArrayList<>(Collections.nCopies(nodes.size(), field.getZero())));
    }
    delta.get(0).set(0, field.getOne());
    T c1 = field.getOne();
    for (int n = 1; n < nodes.size(); n++) {
      T c2 = field.getOne();
      T toNewest = nodes.get(n).subtract(point);
      T toPrevious = nodes.get(n - 1).subtract(point);
      for (int nu = 0; nu < n; nu++) {
        T c3 = nodes.get(n).subtract(nodes.get(nu));
        if (c3.isZero()) {
          throw new InvalidInputException(
              "nodes", nodes, "pairwise different points", "remove the point given twice");
        }
        c2 = c2.multiply(c3);
        for (int m = Math.min(n, highest); m >= 0; m--) {
          if (nu == n - 1) {
            T lower = lower(delta, m, n - 1);
            T same = toPrevious.multiply(delta.get(m).get(n - 1));
            delta.get(m).set(n, c1.divide(c2).multiply(lower.subtract(same)));
          }
          T same = toNewest.multiply(delta.get(m).get(nu));
          delta.get(m).set(nu, same.subtract(lower(delta, m, nu)).divide(c3));
        }
      }
      c1 = c2;
    }
    return delta;
  }

  /** As {@link #at(FieldElement, List, int)} in double precision, {@code weights[m][j]}. */
  public static double[][] at(double point, double[] nodes, int highest) {
    List<Binary64> points = Arrays.stream(nodes).mapToObj(Binary64::new).toList();
    return at(new Binary64(point), points, highest).stream()
        .map(row -> row.stream().mapToDouble(Binary64::getReal).toArray())
        .toArray(double[][]::new);
  }

  /** The term {@code m δ[m-1][ν]} of the recurrence, zero for m = 0. */
  private static <T extends FieldElement<T>> T lower(List<List<T>> delta, int m, int nu) {
    T zero = delta.get(0).get(0).getField().getZero();
    return m == 0 ? zero : delta.get(m - 1).get(nu).multiply(m);
  }
}
