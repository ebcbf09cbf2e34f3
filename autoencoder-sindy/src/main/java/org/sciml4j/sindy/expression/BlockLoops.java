package org.sciml4j.sindy.expression;

/** Loops over the first n numbers of blocks, for the JIT to vectorise. */
final class BlockLoops {
  private BlockLoops() {}

  static void multiply(double[] a, double[] b, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      c[i] = a[i] * b[i];
    }
  }

  static void divide(double[] a, double[] b, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      c[i] = a[i] / b[i];
    }
  }

  static void combine(double bias, double v, double[] a, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      c[i] = bias + v * a[i];
    }
  }

  static void combine(double bias, double v, double[] a, double w, double[] b, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      c[i] = bias + v * a[i] + w * b[i];
    }
  }

  static void add(double v, double[] a, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      c[i] += v * a[i];
    }
  }

  static void add(double v, double[] a, double w, double[] b, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      c[i] = c[i] + v * a[i] + w * b[i];
    }
  }

  static void apply(ElementaryFunction function, double[] a, double[] c, int n) {
    switch (function) {
      case SIN -> {
        for (int i = 0; i < n; i++) {
          c[i] = Math.sin(a[i]);
        }
      }
      case COS -> {
        for (int i = 0; i < n; i++) {
          c[i] = Math.cos(a[i]);
        }
      }
      case EXP -> {
        for (int i = 0; i < n; i++) {
          c[i] = Math.exp(a[i]);
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          c[i] = Math.sqrt(a[i]);
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          c[i] = Math.abs(a[i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          c[i] = function.of(a[i]);
        }
      }
    }
  }
}
