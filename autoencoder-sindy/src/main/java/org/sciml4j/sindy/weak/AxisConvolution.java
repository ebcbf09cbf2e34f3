package org.sciml4j.sindy.weak;

/**
 * Integrals along one axis of a block of data against a test function at all its centres:
 *
 * <pre>
 *   out[o][k][i] = Δ Σ_j in[o][centre(k) + j][i] D^α φ(-jΔ),   |j| up to m
 * </pre>
 *
 * Summed where they are wanted only: with a stride s a transform would compute s integrals for each
 * that is used.
 */
final class AxisConvolution {
  private final int points;
  private final int centres;
  private final int stride;
  private final int first;
  private final double[] weights;

  AxisConvolution(TestFunction function, int order, int points, double spacing, boolean periodic) {
    this.points = points;
    centres = function.centres(points, periodic);
    stride = function.stride();
    first = function.centre(0, periodic) - function.halfWidth();
    double[] derivative = function.derivative(order, spacing);
    weights = new double[derivative.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = spacing * derivative[weights.length - 1 - j];
    }
  }

  int centres() {
    return centres;
  }

  /** Integrates {@code outer} blocks of rows of {@code inner} values. */
  void apply(double[] in, double[] out, int outer, int inner) {
    for (int o = 0; o < outer; o++) {
      for (int k = 0; k < centres; k++) {
        int start = Math.floorMod(first + k * stride, points);
        int to = (o * centres + k) * inner;
        if (inner == 1) {
          out[to] = dot(in, o * points, start);
        } else {
          rows(in, o * points, start, inner, out, to);
        }
      }
    }
  }

  private double dot(double[] in, int base, int start) {
    int whole = Math.min(weights.length, points - start);
    double sum = dot(in, base + start, 0, whole);
    return whole == weights.length ? sum : sum + dot(in, base, whole, weights.length - whole);
  }

  private double dot(double[] in, int from, int weight, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j < count - 3; j += 4) {
      a += weights[weight + j] * in[from + j];
      b += weights[weight + j + 1] * in[from + j + 1];
      c += weights[weight + j + 2] * in[from + j + 2];
      d += weights[weight + j + 3] * in[from + j + 3];
    }
    for (; j < count; j++) {
      a += weights[weight + j] * in[from + j];
    }
    return (a + b) + (c + d);
  }

  private void rows(double[] in, int base, int start, int inner, double[] out, int to) {
    for (int i = 0; i < inner; i++) {
      out[to + i] = 0;
    }
    int row = start;
    for (double weight : weights) {
      int from = (base + row) * inner;
      for (int i = 0; i < inner; i++) {
        out[to + i] += weight * in[from + i];
      }
      row = row + 1 == points ? 0 : row + 1;
    }
  }
}
