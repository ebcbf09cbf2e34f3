package org.sciml4j.sindy.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.sindy.regression.LinearConstraints.Part;

/**
 * Which columns of a library hold 1, x_i and x_i x_j, where target i is the derivative of x_i.
 *
 * @param constant column of 1, or -1 if the library has none
 * @param linear column of each x_i
 * @param quadratic column of each x_i x_j, symmetric
 */
public record QuadraticColumns(int constant, int[] linear, int[][] quadratic) {
  /** Number of variables. */
  public int variables() {
    return linear.length;
  }

  /**
   * The conditions under which the quadratic terms neither create nor destroy the energy ½ Σ x_i²:
   * for all i, j, k the sum Q_ijk + Q_jik + Q_kij is zero (Schlegel &amp; Noack 2015, J. Fluid
   * Mech. 765, 325), which says that in Σ x_i x_i' no product of three variables is left.
   */
  public LinearConstraints energyPreserving() {
    LinearConstraints result = LinearConstraints.NONE;
    int n = variables();
    for (int a = 0; a < n; a++) {
      for (int b = a; b < n; b++) {
        for (int c = b; c < n; c++) {
          List<Part> parts = new ArrayList<>();
          parts.add(new Part(a, quadratic[b][c], 1));
          if (b != a) {
            parts.add(new Part(b, quadratic[a][c], 1));
          }
          if (c != b) {
            parts.add(new Part(c, quadratic[a][b], 1));
          }
          result = result.equal(0, parts.toArray(Part[]::new));
        }
      }
    }
    return result;
  }

  /** Q_ijk, symmetric in j and k. */
  double quadratic(double[][] w, int i, int j, int k) {
    return w[i][quadratic[j][k]] * (j == k ? 1 : 0.5);
  }

  /** The linear coefficient of x_j in equation i after moving the origin to m. */
  double shifted(double[][] w, double[] m, int i, int j) {
    return w[i][linear[j]]
        + IntStream.range(0, m.length).mapToDouble(k -> 2 * quadratic(w, i, j, k) * m[k]).sum();
  }
}
