package org.sciml4j.operators.fourier;

import org.sciml4j.core.kernel.KernelProvider;

/** Fourier transforms of one length, several lines at a time. */
interface LineTransform {
  /** Factors up to this size are transformed by sums, of which a factor p takes p/2 a point. */
  int LARGEST_PRIME = 61;

  /** How many lines at a time. */
  int lanes();

  /** {@code X[k] = sum x[i] exp(-2 pi sqrt(-1) i k / n)} along each line. */
  void forward(Lines lines);

  /** Fills all lanes with neighbouring columns of a field. */
  default void load(double[] field, int from, int stride, double[] lines, int length) {
    int lanes = lanes();
    for (int i = 0; i < length; i++) {
      System.arraycopy(field, from + i * stride, lines, i * lanes, lanes);
    }
  }

  /** Puts all lanes back into neighbouring columns of a field. */
  default void store(double[] lines, double[] field, int from, int stride, int length) {
    int lanes = lanes();
    for (int i = 0; i < length; i++) {
      System.arraycopy(lines, i * lanes, field, from + i * stride, lanes);
    }
  }

  /** The fastest for a length in this process. */
  static LineTransform of(int length) {
    boolean simd = KernelProvider.selected() == KernelProvider.SIMD;
    return simd && largestPrime(length) <= LARGEST_PRIME
        ? new VectorLineTransform(length)
        : new SingleLineTransform(length);
  }

  private static int largestPrime(int number) {
    int rest = number;
    int largest = 1;
    for (int factor = 2; factor * factor <= rest; factor++) {
      while (rest % factor == 0) {
        largest = factor;
        rest /= factor;
      }
    }
    return Math.max(largest, rest);
  }
}
