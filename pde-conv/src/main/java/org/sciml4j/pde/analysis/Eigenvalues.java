package org.sciml4j.pde.analysis;

import java.util.Arrays;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.RealMatrix;

/** Eigenvalues of any square matrix. */
final class Eigenvalues {
  private Eigenvalues() {}

  static Complex[] of(RealMatrix matrix) {
    if (matrix.getNorm1() == 0) { // for which the decomposition does not converge
      Complex[] zeros = new Complex[matrix.getRowDimension()];
      Arrays.fill(zeros, Complex.ZERO);
      return zeros;
    }
    return new EigenDecompositionNonSymmetric(matrix).getEigenvalues();
  }
}
