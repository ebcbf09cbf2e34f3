package org.sciml4j.pde.pdenet;

import java.util.SplittableRandom;

/** Random smooth periodic fields on [0, 2π]². */
final class SmoothFields {
  private SmoothFields() {}

  /** {@code [count, n, n]}: sums of waves up to a wave number, of magnitude about one. */
  static double[] of(SplittableRandom random, int count, int n, int highest) {
    double[] fields = new double[count * n * n];
    double h = 2 * Math.PI / n;
    for (int field = 0; field < count; field++) {
      for (int k = -highest; k <= highest; k++) {
        for (int l = 0; l <= highest; l++) {
          double amplitude = random.nextDouble(-1, 1) / highest;
          double phase = random.nextDouble(0, 2 * Math.PI);
          for (int i = 0; i < n * n; i++) {
            fields[field * n * n + i] +=
                amplitude * Math.cos(k * h * (i / n) + l * h * (i % n) + phase);
          }
        }
      }
    }
    return fields;
  }
}
