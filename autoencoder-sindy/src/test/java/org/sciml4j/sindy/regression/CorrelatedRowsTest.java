package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;

/** Slab by slab against (ΘᵀC⁻¹Θ)⁻¹ ΘᵀC⁻¹y with the whole covariance. */
class CorrelatedRowsTest {
  private static final RandomKey KEY = RandomKey.of(11);

  /** M Mᵀ of a matrix whose row blocks reach over {@code reach} blocks before their own. */
  private static RealMatrix covariance(int slabs, int slab, int reach) {
    int n = slabs * slab;
    RealMatrix m = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      int first = Math.max(0, (i / slab - reach) * slab);
      for (int j = first; j < (i / slab + 1) * slab; j++) {
        m.setEntry(i, j, KEY.child(1).normal((long) i * n + j) + (i == j ? 4 : 0));
      }
    }
    return m.multiplyTransposed(m);
  }

  @ParameterizedTest
  @CsvSource({"6, 5, 2", "4, 7, 1", "5, 3, 0", "2, 6, 3"})
  void equalTheWholeCovariance(int slabs, int slab, int reach) {
    int n = slabs * slab;
    RealMatrix c = covariance(slabs, slab, Math.min(reach, slabs - 1));
    RealMatrix theta = new Array2DRowRealMatrix(n, 2);
    RealMatrix y = new Array2DRowRealMatrix(n, 1);
    for (int i = 0; i < n; i++) {
      theta.setEntry(i, 0, KEY.child(2).normal(i));
      theta.setEntry(i, 1, 1 + KEY.child(3).normal(i));
      y.setEntry(i, 0, KEY.child(4).normal(i));
    }
    CorrelatedRows rows = new CorrelatedRows(List.of("a", "b"), slab, reach);
    for (int at = 0; at < slabs; at++) {
      double[][] blocks = new double[reach + 1][slab * slab];
      double[][] columns = new double[3][slab];
      for (int row = 0; row < slab; row++) {
        int i = at * slab + row;
        columns[0][row] = theta.getEntry(i, 0);
        columns[1][row] = theta.getEntry(i, 1);
        columns[2][row] = y.getEntry(i, 0);
        for (int before = 0; before <= Math.min(reach, at); before++) {
          for (int other = 0; other < slab; other++) {
            blocks[before][row * slab + other] = c.getEntry(i, (at - before) * slab + other);
          }
        }
      }
      rows.add(columns, blocks);
    }
    RealMatrix inverse = new CholeskyDecomposition(c).getSolver().getInverse();
    RealMatrix normal = theta.transposeMultiply(inverse).multiply(theta);
    RealMatrix spread = new LUDecomposition(normal).getSolver().getInverse();
    RealMatrix expected = spread.multiply(theta.transposeMultiply(inverse).multiply(y));
    LeastSquaresProblem problem = rows.problem();
    double[] w = problem.solve(0);
    RealMatrix rest = y.subtract(theta.multiply(expected));
    double variance = rest.transposeMultiply(inverse).multiply(rest).getEntry(0, 0) / (n - 2);
    for (int j = 0; j < 2; j++) {
      assertThat(w[j]).isCloseTo(expected.getEntry(j, 0), within(1e-6));
      assertThat(problem.standardErrors(0)[j])
          .isCloseTo(Math.sqrt(variance * spread.getEntry(j, j)), within(1e-6));
    }
  }

  @Test
  void refuseDependentNoise() {
    CorrelatedRows rows = new CorrelatedRows(List.of("a"), 2, 0);
    double[][] covariance = {{1, 2, 2, 1}};
    assertThatThrownBy(() -> rows.add(new double[][] {{1, 2}, {3, 4}}, covariance))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("larger stride");
  }
}
