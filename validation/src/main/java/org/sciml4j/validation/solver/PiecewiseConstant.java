package org.sciml4j.validation.solver;

/**
 * The averages themselves, of order one.
 *
 * <pre>
 * S. K. Godunov, A difference method for numerical calculation of discontinuous solutions of the
 * equations of hydrodynamics, Mat. Sb. 47 (1959) 271-306
 * </pre>
 */
public record PiecewiseConstant() implements FaceReconstruction {
  @Override
  public void reconstruct(double[] cells, double[] left, double[] right) {
    int n = cells.length;
    for (int i = 0; i < n; i++) {
      left[i] = cells[i];
      right[i] = cells[i + 1 < n ? i + 1 : 0];
    }
  }
}
