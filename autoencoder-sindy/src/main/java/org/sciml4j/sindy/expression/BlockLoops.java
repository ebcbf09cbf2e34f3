package org.sciml4j.sindy.expression;

/** Loops over n neighbours in arrays, each from a position of its own; the JIT vectorises them. */
final class BlockLoops {
  private BlockLoops() {}

  static void multiply(double[] a, int i, double[] b, int j, double[] c, int k, int n) {
    for (int m = 0; m < n; m++) {
      c[k + m] = a[i + m] * b[j + m];
    }
  }

  static void divide(double[] a, int i, double[] b, int j, double[] c, int k, int n) {
    for (int m = 0; m < n; m++) {
      c[k + m] = a[i + m] / b[j + m];
    }
  }

  static void combine(double bias, double v, double[] a, int i, double[] c, int k, int n) {
    for (int m = 0; m < n; m++) {
      c[k + m] = bias + v * a[i + m];
    }
  }

  static void combine(
      double bias,
      double v,
      double[] a,
      int i,
      double w,
      double[] b,
      int j,
      double[] c,
      int k,
      int n) {
    for (int m = 0; m < n; m++) {
      c[k + m] = bias + v * a[i + m] + w * b[j + m];
    }
  }

  static void combine(
      double bias,
      double u,
      double[] a,
      int i,
      double v,
      double[] b,
      int j,
      double w,
      double[] d,
      int l,
      double[] c,
      int k,
      int n) {
    for (int m = 0; m < n; m++) {
      c[k + m] = bias + u * a[i + m] + v * b[j + m] + w * d[l + m];
    }
  }

  static void add(double v, double[] a, int i, double[] c, int k, int n) {
    for (int m = 0; m < n; m++) {
      c[k + m] += v * a[i + m];
    }
  }

  static void add(
      double v, double[] a, int i, double w, double[] b, int j, double[] c, int k, int n) {
    for (int m = 0; m < n; m++) {
      c[k + m] = c[k + m] + v * a[i + m] + w * b[j + m];
    }
  }

  static void apply(ElementaryFunction function, double[] a, int i, double[] c, int k, int n) {
    switch (function) {
      case SIN -> {
        for (int m = 0; m < n; m++) {
          c[k + m] = Math.sin(a[i + m]);
        }
      }
      case COS -> {
        for (int m = 0; m < n; m++) {
          c[k + m] = Math.cos(a[i + m]);
        }
      }
      case EXP -> {
        for (int m = 0; m < n; m++) {
          c[k + m] = Math.exp(a[i + m]);
        }
      }
      case SQRT -> {
        for (int m = 0; m < n; m++) {
          c[k + m] = Math.sqrt(a[i + m]);
        }
      }
      case ABS -> {
        for (int m = 0; m < n; m++) {
          c[k + m] = Math.abs(a[i + m]);
        }
      }
      default -> {
        for (int m = 0; m < n; m++) {
          c[k + m] = function.of(a[i + m]);
        }
      }
    }
  }
}
