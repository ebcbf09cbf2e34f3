package org.sciml4j.validation.solver;

/**
 * The parabola through the averages of two cells upwind and one downwind, [-1, 5, 2]/6, of order
 * three.
 *
 * <pre>
 * B. van Leer, Upwind-difference methods for aerodynamic problems governed by the Euler equations,
 * Lect. Appl. Math. 22 (1985) 327-336, κ = 1/3
 * </pre>
 */
public record ThirdOrderUpwind() implements FaceReconstruction {
  @Override
  public void reconstruct(double[] cells, double[] left, double[] right) {
    int n = cells.length;
    double before = cells[n - 1];
    double here = cells[0];
    double after = cells[1];
    for (int i = 0; i < n; i++) {
      double beyond = cells[i + 2 < n ? i + 2 : i + 2 - n];
      left[i] = (-before + 5 * here + 2 * after) / 6;
      right[i] = (2 * here + 5 * after - beyond) / 6;
      before = here;
      here = after;
      after = beyond;
    }
  }
}
