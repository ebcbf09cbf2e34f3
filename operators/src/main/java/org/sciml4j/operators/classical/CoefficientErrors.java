package org.sciml4j.operators.classical;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.sciml4j.operators.Stencil;

/**
 * The errors of a stencil's coefficients over the box around it, with a resolution added below
 * which two stencils are the same. Coefficients outside the stencil are zero but for that
 * resolution.
 */
final class CoefficientErrors {
  /** Resolution relative to the largest coefficient, for coefficients known with their errors. */
  private static final double RESOLUTION = 1e-6;

  /** The same where nothing is known of errors; kernels are typed with few digits. */
  private static final double RESOLUTION_UNKNOWN = 1e-4;

  private final int[] inBox;
  private final double resolution;
  private final Optional<RealMatrix> covariance;
  private final Optional<RealMatrix> factor;

  CoefficientErrors(Stencil stencil, Optional<RealMatrix> covariance) {
    this.inBox = indicesInBox(stencil);
    this.covariance = covariance;
    this.resolution =
        (covariance.isPresent() ? RESOLUTION : RESOLUTION_UNKNOWN) * stencil.largestCoefficient();
    this.factor =
        covariance.map(
            c ->
                new CholeskyDecomposition(
                        c.add(
                            MatrixUtils.createRealIdentityMatrix(inBox.length)
                                .scalarMultiply(resolution * resolution)),
                        1e-6,
                        0)
                    .getL());
  }

  /** Whether anything is known of the errors. */
  boolean areKnown() {
    return covariance.isPresent();
  }

  /** Sum of the variances, without the resolution. */
  double totalVariance() {
    return covariance.map(RealMatrix::getTrace).orElse(0.0);
  }

  /** A vector over the box in coordinates where its length counts in standard errors. */
  RealVector whiten(RealVector box) {
    RealVector whitened = box.mapDivide(resolution);
    factor.ifPresent(
        l -> {
          RealVector points = points(box);
          MatrixUtils.solveLowerTriangularSystem(l, points);
          putPoints(whitened, points);
        });
    return whitened;
  }

  /** The inverse of the covariance with resolution, applied to a vector over the box. */
  RealVector weight(RealVector box) {
    RealVector weighted = box.mapDivide(resolution * resolution);
    factor.ifPresent(
        l -> {
          RealVector points = points(box);
          MatrixUtils.solveLowerTriangularSystem(l, points);
          MatrixUtils.solveUpperTriangularSystem(l.transpose(), points);
          putPoints(weighted, points);
        });
    return weighted;
  }

  /** The covariance without resolution, applied to a vector over the box. */
  RealVector covariance(RealVector box) {
    RealVector product = new ArrayRealVector(box.getDimension());
    covariance.ifPresent(c -> putPoints(product, c.operate(points(box))));
    return product;
  }

  private RealVector points(RealVector box) {
    return new ArrayRealVector(Arrays.stream(inBox).mapToDouble(box::getEntry).toArray());
  }

  private void putPoints(RealVector box, RealVector points) {
    for (int k = 0; k < inBox.length; k++) {
      box.setEntry(inBox[k], points.getEntry(k));
    }
  }

  private static int[] indicesInBox(Stencil stencil) {
    int[] extents = stencil.extents();
    return Arrays.stream(stencil.offsets())
        .mapToInt(
            offset -> {
              int index = 0;
              for (int axis = 0; axis < extents.length; axis++) {
                index = index * extents[axis] + offset[axis] + extents[axis] / 2;
              }
              return index;
            })
        .toArray();
  }
}
