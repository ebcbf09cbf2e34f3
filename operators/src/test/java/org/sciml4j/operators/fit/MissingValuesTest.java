package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Fits with missing values against dense least squares over the positions that remain. */
class MissingValuesTest {
  private static final RandomKey KEY = RandomKey.of(31);
  private static final int ROWS = 23;
  private static final int COLUMNS = 19;

  @ParameterizedTest
  @CsvSource({
    "PERIODIC,0.01",
    "PERIODIC,0.1",
    "ZERO,0.05",
    "REFLECT,0.05",
    "REPLICATE,0.05",
    "VALID,0.05"
  })
  void equalsDenseLeastSquares(BoundaryMode mode, double share) {
    int[][] offsets = FitDesign.box(new int[] {3, 3});
    try (Tensor u = KEY.child(1).normal(DType.F64, ROWS, COLUMNS);
        Tensor v = KEY.child(2).normal(DType.F64, ROWS, COLUMNS)) {
      RandomKey holes = KEY.child(3);
      for (long i = 0; i < u.count(); i++) {
        if (holes.uniform(2 * i) < share) {
          u.setFlat(i, Double.NaN);
        }
        if (holes.uniform(2 * i + 1) < share / 2) {
          v.setFlat(i, Double.NaN);
        }
      }
      List<double[]> rows = new ArrayList<>();
      List<Double> targets = new ArrayList<>();
      long centres = collect(u, v, mode, offsets, rows, targets);
      RealMatrix a = MatrixUtils.createRealMatrix(rows.toArray(double[][]::new));
      RealVector b = new ArrayRealVector(targets.toArray(Double[]::new));
      RealVector solution = new QRDecomposition(a).getSolver().solve(b);
      RealVector residual = b.subtract(a.operate(solution));
      double variance = residual.dotProduct(residual) / (rows.size() - offsets.length - 1);
      RealMatrix covariance = MatrixUtils.inverse(a.transposeMultiply(a)).scalarMultiply(variance);

      StencilFit fit =
          StencilFit.between(TensorField.inSpace("u", u, 1, 1), TensorField.inSpace("v", v, 1, 1))
              .boundary(mode)
              .bias(true)
              .fit();
      assertThat(fit.samples()).isEqualTo(rows.size());
      assertThat(fit.leftOut()).isEqualTo(centres - rows.size());
      assertThat(fit.leftOut()).isPositive();
      for (int k = 0; k < offsets.length; k++) {
        assertThat(fit.stencil().coefficient(offsets[k]))
            .isCloseTo(solution.getEntry(k), within(1e-12));
        assertThat(fit.standardErrors("u")[k])
            .isCloseTo(Math.sqrt(covariance.getEntry(k, k)), within(1e-12));
      }
      assertThat(fit.bias()).isCloseTo(solution.getEntry(offsets.length), within(1e-12));
      assertThat(fit.residualStandardDeviation()).isCloseTo(Math.sqrt(variance), within(1e-12));
    }
  }

  private static long collect(
      Tensor u,
      Tensor v,
      BoundaryMode mode,
      int[][] offsets,
      List<double[]> rows,
      List<Double> targets) {
    int edge = mode == BoundaryMode.VALID ? 1 : 0;
    long centres = 0;
    for (int i = edge; i < ROWS - edge; i++) {
      for (int j = edge; j < COLUMNS - edge; j++) {
        centres++;
        double[] row = new double[offsets.length + 1];
        row[offsets.length] = 1;
        double sum = v.get(i, j);
        for (int k = 0; k < offsets.length; k++) {
          long p = mode.source(i + offsets[k][0], ROWS);
          long q = mode.source(j + offsets[k][1], COLUMNS);
          row[k] = p < 0 || q < 0 ? 0 : u.get(p, q);
          sum += row[k];
        }
        if (!Double.isNaN(sum)) {
          rows.add(row);
          targets.add(v.get(i, j));
        }
      }
    }
    return centres;
  }
}
