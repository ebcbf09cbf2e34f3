package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Whether a quadratic, energy-preserving model keeps its trajectories in a ball: it does if the
 * origin can be moved to a point m where the symmetric part of the linear terms has negative
 * eigenvalues only (Schlegel &amp; Noack 2015, theorem 1; Kaptanoglu, Callaham, Hansen, Aravkin
 * &amp; Brunton 2021, Phys. Rev. Fluids 6, 094401).
 *
 * @param centre m
 * @param eigenvalues of the symmetric part there, ascending
 * @param radius of the ball round m that attracts, ‖d‖/|λ_max| with the constant terms d there;
 *     infinite if an eigenvalue is not negative
 */
public record TrappingRegion(double[] centre, double[] eigenvalues, double radius) {
  private static final int STEPS = 20_000;
  private static final double SETTLED = 1e-12;

  /** Whether all eigenvalues are negative. */
  public boolean exists() {
    return eigenvalues[eigenvalues.length - 1] < 0;
  }

  /**
   * Looks for the centre by alternating projections between the symmetric parts that moving the
   * origin can reach and the matrices with eigenvalues below {@code -margin}.
   *
   * @param w coefficients {@code [target][column]}
   */
  public static TrappingRegion of(double[][] w, QuadraticColumns columns, double margin) {
    double[] m = new double[columns.variables()];
    for (int step = 0; step < STEPS; step++) {
      double[] next = nearestShift(w, columns, clipped(symmetricPart(w, columns, m), margin));
      double change = distance(m, next);
      m = next;
      if (change <= SETTLED * (1 + norm(m))) {
        break;
      }
    }
    return at(w, columns, m);
  }

  /** The region round a given centre. */
  static TrappingRegion at(double[][] w, QuadraticColumns columns, double[] m) {
    double[] eigenvalues =
        new EigenDecompositionSymmetric(symmetricPart(w, columns, m)).getEigenvalues().clone();
    Arrays.sort(eigenvalues);
    double largest = eigenvalues[eigenvalues.length - 1];
    double radius =
        largest < 0 ? norm(constant(w, columns, m)) / -largest : Double.POSITIVE_INFINITY;
    return new TrappingRegion(m, eigenvalues, radius);
  }

  /** The derivative at m. */
  private static double[] constant(double[][] w, QuadraticColumns columns, double[] m) {
    int n = m.length;
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = columns.constant() < 0 ? 0 : w[i][columns.constant()];
      for (int j = 0; j < n; j++) {
        d[i] += w[i][columns.linear()[j]] * m[j];
        for (int k = 0; k < n; k++) {
          d[i] += columns.quadratic(w, i, j, k) * m[j] * m[k];
        }
      }
    }
    return d;
  }

  static RealMatrix symmetricPart(double[][] w, QuadraticColumns columns, double[] m) {
    int n = m.length;
    RealMatrix a = MatrixUtils.createRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a.setEntry(i, j, (columns.shifted(w, m, i, j) + columns.shifted(w, m, j, i)) / 2);
      }
    }
    return a;
  }

  /** The nearest matrix with eigenvalues up to {@code -margin}. */
  static RealMatrix clipped(RealMatrix a, double margin) {
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(a);
    double[] values =
        Arrays.stream(eigen.getEigenvalues()).map(x -> Math.min(x, -margin)).toArray();
    return eigen
        .getV()
        .multiply(MatrixUtils.createRealDiagonalMatrix(values))
        .multiply(eigen.getVT());
  }

  /** The m whose symmetric part is nearest to a matrix. */
  static double[] nearestShift(double[][] w, QuadraticColumns columns, RealMatrix wanted) {
    int n = columns.variables();
    RealMatrix zero = symmetricPart(w, columns, new double[n]);
    RealMatrix slopes = MatrixUtils.createRealMatrix(n * n, n);
    for (int k = 0; k < n; k++) {
      double[] unit = new double[n];
      unit[k] = 1;
      slopes.setColumn(k, entries(symmetricPart(w, columns, unit).subtract(zero)));
    }
    RealVector right = MatrixUtils.createRealVector(entries(wanted.subtract(zero)));
    return new SingularValueDecomposition(slopes).getSolver().solve(right).toArray();
  }

  private static double[] entries(RealMatrix a) {
    return Arrays.stream(a.getData()).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double norm(double[] v) {
    return Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
  }

  private static double distance(double[] a, double[] b) {
    return norm(IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray());
  }
}
