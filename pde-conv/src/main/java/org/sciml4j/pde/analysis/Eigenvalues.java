package org.sciml4j.pde.analysis;

import java.util.Arrays;
import org.hipparchus.complex.Complex;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.sciml4j.core.random.RandomKey;

/** Eigenvalues of any square matrix. */
final class Eigenvalues {
  private static final int ATTEMPTS = 8;

  private Eigenvalues() {}

  /** Those without the mean of the diagonal, and that: of a step, near the identity, well set. */
  static Complex[] of(RealMatrix matrix) {
    double mean = matrix.getTrace() / matrix.getRowDimension();
    RealMatrix identity = MatrixUtils.createRealIdentityMatrix(matrix.getRowDimension());
    return Arrays.stream(ofAny(matrix.subtract(identity.scalarMultiply(mean))))
        .map(lambda -> lambda.add(mean))
        .toArray(Complex[]::new);
  }

  private static Complex[] ofAny(RealMatrix matrix) {
    if (matrix.getNorm1() == 0) { // for which the decomposition does not converge
      Complex[] zeros = new Complex[matrix.getRowDimension()];
      Arrays.fill(zeros, Complex.ZERO);
      return zeros;
    }
    RealMatrix similar = matrix;
    for (int attempt = 1; ; attempt++) {
      try {
        return new EigenDecompositionNonSymmetric(similar).getEigenvalues();
      } catch (MathIllegalStateException notConverged) {
        // One in a thousand matrices of eigenvalues that come twice; a reflection changes the
        // matrix, not the eigenvalues.
        if (attempt == ATTEMPTS) {
          throw notConverged;
        }
        similar = reflected(matrix, RandomKey.of(attempt));
      }
    }
  }

  private static RealMatrix reflected(RealMatrix matrix, RandomKey key) {
    RealVector normal = new ArrayRealVector(matrix.getRowDimension());
    for (int i = 0; i < normal.getDimension(); i++) {
      normal.setEntry(i, key.normal(i));
    }
    normal.unitize();
    RealMatrix reflection =
        MatrixUtils.createRealIdentityMatrix(normal.getDimension())
            .subtract(normal.outerProduct(normal).scalarMultiply(2));
    return reflection.multiply(matrix).multiply(reflection);
  }
}
