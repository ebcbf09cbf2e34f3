package org.sciml4j.pde.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.complex.Complex;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class EigenvaluesTest {
  /** The real form of [1.6, 0.6 - 1.8i; 0.5, -0.4], on which the decomposition alone gives up. */
  @Test
  void eigenvaluesThatComeTwiceAreFound() {
    RealMatrix hard =
        MatrixUtils.createRealMatrix(
            new double[][] {
              {1.6, 0.6, 0, 1.8}, {0.5, -0.4, 0, 0}, {0, -1.8, 1.6, 0.6}, {0, 0, 0.5, -0.4}
            });
    assertThatThrownBy(() -> new EigenDecompositionNonSymmetric(hard))
        .isInstanceOf(MathIllegalStateException.class);
    Complex root = new Complex(0.6 * 0.6 + 0.64 + 0.3, -0.9).sqrt();

    Complex[] found = Eigenvalues.of(hard);

    for (Complex expected : new Complex[] {root.add(0.6), root.negate().add(0.6)}) {
      for (Complex one : new Complex[] {expected, expected.conjugate()}) {
        assertThat(Arrays.stream(found).mapToDouble(f -> f.subtract(one).norm()).min())
            .hasValueCloseTo(0.0, within(1e-12));
      }
    }
  }
}
