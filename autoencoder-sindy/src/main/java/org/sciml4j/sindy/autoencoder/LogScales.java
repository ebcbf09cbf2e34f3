package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.SingularValueDecomposition;

/** Scales of coordinates, from conditions on coefficients that are linear in their logarithms. */
final class LogScales {
  private static final double DEPENDENT = 1e-9;

  private final int count;
  private final List<double[]> rows = new ArrayList<>();
  private final List<Double> targets = new ArrayList<>();

  LogScales(int count) {
    this.count = count;
  }

  /**
   * Asks that a term's coefficient grow by the exponential of a number, unless the conditions so
   * far say already what it is. With {@code z_i = s_i w_i} it is multiplied by {@code Π s_j^e_j /
   * s_i}.
   */
  void require(int[] exponents, int equation, double logarithm) {
    double[] row = new double[count];
    for (int i = 0; i < exponents.length; i++) {
      row[i % count] += exponents[i];
    }
    row[equation] -= 1;
    rows.add(row);
    if (rank() < rows.size()) {
      rows.removeLast();
    } else {
      targets.add(logarithm);
    }
  }

  private int rank() {
    double[] sizes = svd().getSingularValues();
    int rank = 0;
    for (double size : sizes) {
      rank += size > DEPENDENT ? 1 : 0;
    }
    return rank;
  }

  private SingularValueDecomposition svd() {
    return new SingularValueDecomposition(
        MatrixUtils.createRealMatrix(rows.toArray(double[][]::new)));
  }

  /** The scales, those as near 1 as possible that the conditions leave free. */
  double[] values() {
    double[] scales = new double[count];
    if (!rows.isEmpty()) {
      double[] right = targets.stream().mapToDouble(Double::doubleValue).toArray();
      scales = svd().getSolver().solve(MatrixUtils.createRealVector(right)).toArray();
    }
    for (int i = 0; i < count; i++) {
      scales[i] = Math.exp(scales[i]);
    }
    return scales;
  }
}
