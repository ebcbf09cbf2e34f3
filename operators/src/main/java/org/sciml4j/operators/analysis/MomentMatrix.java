package org.sciml4j.operators.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.util.CombinatoricsUtils;
import org.sciml4j.operators.differences.FiniteDifference;

/**
 * The factor of the moment map along one axis of n points, {@code P[i][p] = (p - c)^i}, and its
 * inverse. As row i of {@code P} paired with the weights of the i-th derivative on all n nodes
 * gives {@code i!} or 0, column i of the inverse is those weights over {@code i!}.
 */
final class MomentMatrix {
  private MomentMatrix() {}

  /** The inverse as whole numbers over one denominator. */
  record Inverse(BigDecimal[][] numerators, BigInteger denominator) {}

  static BigDecimal[][] powers(int n) {
    BigDecimal[][] matrix = new BigDecimal[n][n];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < n; p++) {
        matrix[i][p] = BigDecimal.valueOf(p - n / 2).pow(i);
      }
    }
    return matrix;
  }

  static Inverse inverse(int n) {
    List<List<BigFraction>> columns = new ArrayList<>();
    BigInteger denominator = BigInteger.ONE;
    for (int i = 0; i < n; i++) {
      long factorial = CombinatoricsUtils.factorial(i);
      List<BigFraction> column =
          FiniteDifference.between(i, n / 2, n / 2).weights().stream()
              .map(weight -> weight.divide(factorial))
              .toList();
      columns.add(column);
      for (BigFraction entry : column) {
        BigInteger d = entry.getDenominator();
        denominator = denominator.divide(denominator.gcd(d)).multiply(d);
      }
    }
    BigDecimal[][] numerators = new BigDecimal[n][n];
    for (int p = 0; p < n; p++) {
      for (int i = 0; i < n; i++) {
        numerators[p][i] =
            new BigDecimal(columns.get(i).get(p).multiply(denominator).getNumerator());
      }
    }
    return new Inverse(numerators, denominator);
  }
}
