package org.sciml4j.operators.fourier;

import java.util.ArrayList;
import java.util.List;

/**
 * One pass of a transform: it splits transforms of length {@code radix * parts}, of which {@code
 * stride} lie interleaved, into {@code radix} times as many of length {@code parts}.
 *
 * @param twiddles real and imaginary part of {@code exp(-2 pi sqrt(-1) p k / (radix * parts))} at
 *     {@code 2 (p (radix - 1) + k - 1)}
 * @param cosines of {@code 2 pi j k / radix} for k and j from 1 to {@code (radix - 1) / 2}
 * @param sines likewise
 */
record Pass(int radix, int parts, int stride, double[] twiddles, double[] cosines, double[] sines) {

  /** The passes of a length: radix 4, then 2, then odd primes. */
  static List<Pass> of(int length) {
    List<Pass> passes = new ArrayList<>();
    int rest = length;
    int stride = 1;
    int radix = 4;
    while (rest > 1) {
      while (rest % radix != 0) {
        radix = radix == 4 ? 2 : radix == 2 ? 3 : radix + 2;
      }
      passes.add(of(radix, rest / radix, stride));
      rest /= radix;
      stride *= radix;
    }
    return passes;
  }

  private static Pass of(int radix, int parts, int stride) {
    int length = radix * parts;
    double[] twiddles = new double[2 * parts * (radix - 1)];
    for (int p = 0; p < parts; p++) {
      for (int k = 1; k < radix; k++) {
        int at = 2 * (p * (radix - 1) + k - 1);
        twiddles[at] = cosine((long) p * k, length);
        twiddles[at + 1] = -sine((long) p * k, length);
      }
    }
    int half = (radix - 1) / 2;
    double[] cosines = new double[half * half];
    double[] sines = new double[half * half];
    for (int k = 1; k <= half; k++) {
      for (int j = 1; j <= half; j++) {
        cosines[(k - 1) * half + j - 1] = cosine((long) j * k, radix);
        sines[(k - 1) * half + j - 1] = sine((long) j * k, radix);
      }
    }
    return new Pass(radix, parts, stride, twiddles, cosines, sines);
  }

  private static double cosine(long numerator, int turn) {
    return Math.cos(2 * Math.PI * (numerator % turn) / turn);
  }

  private static double sine(long numerator, int turn) {
    return Math.sin(2 * Math.PI * (numerator % turn) / turn);
  }
}
