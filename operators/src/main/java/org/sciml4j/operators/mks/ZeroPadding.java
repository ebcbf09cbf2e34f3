package org.sciml4j.operators.mks;

/** Puts kernels, distance zero first, into larger domains. */
final class ZeroPadding {
  private ZeroPadding() {}

  static double[] pad(double[] kernel, int[] from, int[] to) {
    double[] values = kernel;
    int[] shape = from.clone();
    for (int axis = 0; axis < shape.length; axis++) {
      values = padAxis(values, shape, axis, to[axis]);
      shape[axis] = to[axis];
    }
    return values;
  }

  /**
   * Along an axis of even length n the distance n/2 is also -n/2: half of it goes to either side.
   */
  private static double[] padAxis(double[] values, int[] shape, int axis, int size) {
    int n = shape[axis];
    if (size == n) {
      return values;
    }
    int inner = 1;
    for (int later = axis + 1; later < shape.length; later++) {
      inner *= shape[later];
    }
    int outer = values.length / n / inner;
    double[] padded = new double[outer * size * inner];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < n; i++) {
        boolean isMiddle = 2 * i == n;
        double share = isMiddle ? 0.5 : 1;
        for (int c = 0; c < inner; c++) {
          double value = share * values[(o * n + i) * inner + c];
          if (2 * i <= n) {
            padded[(o * size + i) * inner + c] += value;
          }
          if (2 * i >= n) {
            padded[(o * size + size - n + i) * inner + c] += value;
          }
        }
      }
    }
    return padded;
  }
}
