package org.sciml4j.bench;

/** Independent chains of fused multiply-adds of single numbers. */
final class ScalarFma {
  private ScalarFma() {}

  static double run(long rounds) {
    double x = 0.999;
    double y = 0.001;
    double a = y;
    double b = y;
    double c = y;
    double d = y;
    double e = y;
    double f = y;
    double g = y;
    double h = y;
    double i = y;
    double j = y;
    double k = y;
    double l = y;
    for (long round = 0; round < rounds; round++) {
      a = Math.fma(a, x, y);
      b = Math.fma(b, x, y);
      c = Math.fma(c, x, y);
      d = Math.fma(d, x, y);
      e = Math.fma(e, x, y);
      f = Math.fma(f, x, y);
      g = Math.fma(g, x, y);
      h = Math.fma(h, x, y);
      i = Math.fma(i, x, y);
      j = Math.fma(j, x, y);
      k = Math.fma(k, x, y);
      l = Math.fma(l, x, y);
    }
    return a + b + c + d + e + f + g + h + i + j + k + l;
  }
}
