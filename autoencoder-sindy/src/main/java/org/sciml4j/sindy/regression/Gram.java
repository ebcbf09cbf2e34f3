package org.sciml4j.sindy.regression;

import org.sciml4j.core.kernel.KernelProvider;

/** Inner products of all pairs of columns. */
interface Gram {
  /**
   * Computes the upper triangle of AᵀA.
   *
   * @param a columns, {@code stride} apart
   * @param out square, as wide as A; its lower triangle becomes zero
   */
  void compute(double[] a, int stride, int rows, int width, double[][] out);

  /** The loops in force in this process. */
  static Gram selected() {
    return switch (KernelProvider.selected()) {
      case SIMD -> new VectorGram();
      case SCALAR -> new ScalarGram();
    };
  }

  /** One inner product. */
  static double dot(double[] a, int first, int second, int count) {
    double sum = 0;
    for (int r = 0; r < count; r++) {
      sum += a[first + r] * a[second + r];
    }
    return sum;
  }
}
