package org.sciml4j.sindy.regression;

import java.util.Arrays;

/** {@link Gram} by plain loops: two columns against four at a time. */
record ScalarGram() implements Gram {
  /** Rows a tile of columns is read for at a time, so that all columns stay in the cache. */
  private static final int STRIP = 128;

  @Override
  public void compute(double[] a, int stride, int rows, int width, double[][] out) {
    for (double[] row : out) {
      Arrays.fill(row, 0);
    }
    for (int from = 0; from < rows; from += STRIP) {
      int to = Math.min(rows, from + STRIP);
      for (int i = 0; i < width; i += 2) {
        for (int j = i; j < width; j += 4) {
          if (i + 2 <= width && j + 4 <= width) {
            tile(a, stride, from, to, i, j, out);
          } else {
            edge(a, stride, from, to, i, j, width, out);
          }
        }
      }
    }
    for (int i = 0; i < width; i++) {
      Arrays.fill(out[i], 0, i, 0);
    }
  }

  private static void tile(double[] a, int stride, int from, int to, int i, int j, double[][] out) {
    double s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
    int x0 = i * stride;
    int x1 = x0 + stride;
    int y0 = j * stride;
    int y1 = y0 + stride;
    int y2 = y1 + stride;
    int y3 = y2 + stride;
    for (int r = from; r < to; r++) {
      double p = a[x0 + r];
      double q = a[x1 + r];
      double b0 = a[y0 + r];
      double b1 = a[y1 + r];
      double b2 = a[y2 + r];
      double b3 = a[y3 + r];
      s00 += p * b0;
      s01 += p * b1;
      s02 += p * b2;
      s03 += p * b3;
      s10 += q * b0;
      s11 += q * b1;
      s12 += q * b2;
      s13 += q * b3;
    }
    out[i][j] += s00;
    out[i][j + 1] += s01;
    out[i][j + 2] += s02;
    out[i][j + 3] += s03;
    out[i + 1][j] += s10;
    out[i + 1][j + 1] += s11;
    out[i + 1][j + 2] += s12;
    out[i + 1][j + 3] += s13;
  }

  private static void edge(
      double[] a, int stride, int from, int to, int i, int j, int width, double[][] out) {
    for (int p = i; p < Math.min(i + 2, width); p++) {
      for (int q = Math.max(p, j); q < Math.min(j + 4, width); q++) {
        double sum = 0;
        for (int r = from; r < to; r++) {
          sum += a[p * stride + r] * a[q * stride + r];
        }
        out[p][q] += sum;
      }
    }
  }
}
