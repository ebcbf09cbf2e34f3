package org.sciml4j.sindy.regression;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link RightSolve} on the Vector API: all earlier columns are subtracted from four columns at a
 * time while those stay in registers.
 */
record VectorRightSolve() implements RightSolve {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int TILE = 4;

  /** Rows of which all columns stay near the first-level cache. */
  private static final int STRIP = 128;

  @Override
  public void divide(double[] a, int stride, int rows, double[][] r, int columns) {
    int width = r[0].length;
    int whole = columns / TILE * TILE;
    double[] factors = new double[columns * TILE];
    for (int from = 0; from < rows; from += STRIP) {
      int count = Math.min(STRIP, rows - from);
      for (int j = 0; j < whole; j += TILE) {
        for (int i = 0; i < j; i++) {
          System.arraycopy(r[i], j, factors, i * TILE, TILE);
        }
        subtractFromFour(a, stride, from, count, factors, j);
        for (int c = j; c < j + TILE; c++) {
          finish(a, stride, from, count, r, c, j, c, 1 / r[c][c]);
        }
      }
      for (int c = whole; c < width; c++) {
        double scale = c < columns ? 1 / r[c][c] : 1;
        finish(a, stride, from, count, r, c, 0, Math.min(c, columns), scale);
      }
    }
  }

  private static void subtractFromFour(
      double[] a, int stride, int from, int count, double[] factors, int j) {
    int step = 2 * SPECIES.length();
    int half = SPECIES.length();
    int c0 = j * stride + from;
    int c1 = c0 + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    int done = count - count % step;
    for (int k = 0; k < done; k += step) {
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, a, c0 + k);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, a, c1 + k);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, a, c2 + k);
      DoubleVector x3 = DoubleVector.fromArray(SPECIES, a, c3 + k);
      DoubleVector y0 = DoubleVector.fromArray(SPECIES, a, c0 + k + half);
      DoubleVector y1 = DoubleVector.fromArray(SPECIES, a, c1 + k + half);
      DoubleVector y2 = DoubleVector.fromArray(SPECIES, a, c2 + k + half);
      DoubleVector y3 = DoubleVector.fromArray(SPECIES, a, c3 + k + half);
      for (int i = 0, at = from + k; i < j; i++, at += stride) {
        DoubleVector p = DoubleVector.fromArray(SPECIES, a, at);
        DoubleVector q = DoubleVector.fromArray(SPECIES, a, at + half);
        DoubleVector f = DoubleVector.broadcast(SPECIES, -factors[i * TILE]);
        x0 = f.fma(p, x0);
        y0 = f.fma(q, y0);
        f = DoubleVector.broadcast(SPECIES, -factors[i * TILE + 1]);
        x1 = f.fma(p, x1);
        y1 = f.fma(q, y1);
        f = DoubleVector.broadcast(SPECIES, -factors[i * TILE + 2]);
        x2 = f.fma(p, x2);
        y2 = f.fma(q, y2);
        f = DoubleVector.broadcast(SPECIES, -factors[i * TILE + 3]);
        x3 = f.fma(p, x3);
        y3 = f.fma(q, y3);
      }
      x0.intoArray(a, c0 + k);
      x1.intoArray(a, c1 + k);
      x2.intoArray(a, c2 + k);
      x3.intoArray(a, c3 + k);
      y0.intoArray(a, c0 + k + half);
      y1.intoArray(a, c1 + k + half);
      y2.intoArray(a, c2 + k + half);
      y3.intoArray(a, c3 + k + half);
    }
    for (int k = done; k < count; k++) {
      for (int i = 0, at = from + k; i < j; i++, at += stride) {
        for (int c = 0; c < TILE; c++) {
          a[c0 + c * stride + k] -= factors[i * TILE + c] * a[at];
        }
      }
    }
  }

  /** Subtracts the columns {@code first..last - 1} from column {@code c} and scales it. */
  private static void finish(
      double[] a,
      int stride,
      int from,
      int count,
      double[][] r,
      int c,
      int first,
      int last,
      double scale) {
    int step = 4 * SPECIES.length();
    int n = SPECIES.length();
    int own = c * stride + from;
    int done = count - count % step;
    for (int k = 0; k < done; k += step) {
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, a, own + k);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, a, own + k + n);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, a, own + k + 2 * n);
      DoubleVector x3 = DoubleVector.fromArray(SPECIES, a, own + k + 3 * n);
      for (int i = first, at = first * stride + from + k; i < last; i++, at += stride) {
        DoubleVector f = DoubleVector.broadcast(SPECIES, -r[i][c]);
        x0 = f.fma(DoubleVector.fromArray(SPECIES, a, at), x0);
        x1 = f.fma(DoubleVector.fromArray(SPECIES, a, at + n), x1);
        x2 = f.fma(DoubleVector.fromArray(SPECIES, a, at + 2 * n), x2);
        x3 = f.fma(DoubleVector.fromArray(SPECIES, a, at + 3 * n), x3);
      }
      x0.mul(scale).intoArray(a, own + k);
      x1.mul(scale).intoArray(a, own + k + n);
      x2.mul(scale).intoArray(a, own + k + 2 * n);
      x3.mul(scale).intoArray(a, own + k + 3 * n);
    }
    for (int k = done; k < count; k++) {
      double sum = a[own + k];
      for (int i = first; i < last; i++) {
        sum -= r[i][c] * a[i * stride + from + k];
      }
      a[own + k] = sum * scale;
    }
  }
}
