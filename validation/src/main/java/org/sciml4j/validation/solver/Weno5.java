package org.sciml4j.validation.solver;

/**
 * Three parabolas weighted by their smoothness, of order five where the solution is smooth.
 *
 * <pre>
 * G.-S. Jiang, C.-W. Shu, Efficient implementation of weighted ENO schemes,
 * J. Comput. Phys. 126 (1996) 202-228, equations 2.8-2.17, p = 2, ε = 1e-6
 * </pre>
 */
public record Weno5() implements FaceReconstruction {
  private static final double EPSILON = 1e-6;

  @Override
  public void reconstruct(double[] cells, double[] left, double[] right) {
    int n = cells.length;
    double a = cells[n - 2];
    double b = cells[n - 1];
    double c = cells[0];
    double d = cells[1];
    double e = cells[2];
    for (int i = 0; i < n; i++) {
      double f = cells[i + 3 < n ? i + 3 : i + 3 - n];
      left[i] = downwindFace(a, b, c, d, e);
      right[i] = downwindFace(f, e, d, c, b);
      a = b;
      b = c;
      c = d;
      d = e;
      e = f;
    }
  }

  /** The state at the face of the middle cell {@code c} that lies towards {@code d}. */
  private static double downwindFace(double a, double b, double c, double d, double e) {
    double first = (2 * a - 7 * b + 11 * c) / 6;
    double second = (-b + 5 * c + 2 * d) / 6;
    double third = (2 * c + 5 * d - e) / 6;
    double w1 = weight(1.0 / 10, a - 2 * b + c, a - 4 * b + 3 * c);
    double w2 = weight(6.0 / 10, b - 2 * c + d, b - d);
    double w3 = weight(3.0 / 10, c - 2 * d + e, 3 * c - 4 * d + e);
    return (w1 * first + w2 * second + w3 * third) / (w1 + w2 + w3);
  }

  /** γ/(ε + IS)² with IS = 13/12 curvature² + slope²/4. */
  private static double weight(double linear, double curvature, double slope) {
    double indicator = 13.0 / 12 * curvature * curvature + slope * slope / 4;
    double denominator = EPSILON + indicator;
    return linear / (denominator * denominator);
  }
}
