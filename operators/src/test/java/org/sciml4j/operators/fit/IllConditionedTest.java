package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Stencil;

/** The normal equations beside an orthogonal factorisation of the data matrix itself. */
class IllConditionedTest {
  private static final RandomKey KEY = RandomKey.of(101);
  private static final int DRAWS = 20;

  @ParameterizedTest
  @CsvSource({"5, 64, 1e3, 1e7", "5, 400, 1e6, 1e10", "7, 200, 1e7, 1e11", "7, 400, 1e9, 1e14"})
  void isAsAccurateAsOrthogonalFactorisation(int extent, int n, double least, double most) {
    double ours = 0;
    double theirs = 0;
    // One draw says little: both errors are rounding, amplified by the condition number.
    for (int draw = 0; draw < DRAWS; draw++) {
      RandomKey key = KEY.child(draw);
      Stencil truth = FitData.randomStencil(key, new int[] {extent}, 1);
      double[] expected = truth.coefficients();
      try (Tensor u = FitData.smooth(key.child(1), 40, n);
          Tensor v = FitData.apply(truth, u, BoundaryMode.PERIODIC)) {
        StencilFit fit =
            StencilFit.between(TensorField.inSpace("u", u, 1), TensorField.inSpace("v", v, 1))
                .boundary(BoundaryMode.PERIODIC)
                .size(extent)
                .fit();
        assertThat(fit.undetermined()).isEmpty();
        assertThat(fit.conditionNumber()).isBetween(least, most);
        ours += square(fit.stencil().coefficients(), expected);
        theirs += square(orthogonal(u, v, extent), expected);
        int[][] offsets = truth.offsets();
        for (int k = 0; k < extent; k++) {
          assertThat(fit.interval("u", offsets[k], 0.9999).contains(expected[k])).isTrue();
        }
      }
    }
    assertThat(Math.sqrt(ours)).isLessThanOrEqualTo(1.5 * Math.sqrt(theirs));
  }

  private static double[] orthogonal(Tensor u, Tensor v, int extent) {
    int n = (int) u.count();
    RealMatrix data = MatrixUtils.createRealMatrix(n, extent);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < extent; k++) {
        data.setEntry(i, k, u.getFlat(Math.floorMod(i + k - extent / 2, n)));
      }
    }
    return new QRDecomposition(data)
        .getSolver()
        .solve(new ArrayRealVector(v.toDoubles()))
        .toArray();
  }

  private static double square(double[] a, double[] b) {
    double squares = 0;
    for (int k = 0; k < a.length; k++) {
      squares += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return squares;
  }
}
