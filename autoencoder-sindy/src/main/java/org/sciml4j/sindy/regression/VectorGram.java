package org.sciml4j.sindy.regression;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Gram} on the Vector API: tiles of four columns against four, lanes along the rows. The
 * lanes of a sum are added in ascending order.
 */
record VectorGram() implements Gram {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int TILE = 4;

  /** Rows for which four columns stay in the first-level cache. */
  private static final int STRIP = 640;

  @Override
  public void compute(double[] a, int stride, int rows, int width, double[][] out) {
    for (double[] row : out) {
      Arrays.fill(row, 0);
    }
    int whole = width / TILE * TILE;
    double[] lanes = new double[TILE * TILE * SPECIES.length()];
    for (int from = 0; from < rows; from += STRIP) {
      int count = Math.min(STRIP, rows - from);
      for (int i = 0; i < whole; i += TILE) {
        for (int j = i; j < whole; j += TILE) {
          tile(a, i * stride + from, j * stride + from, stride, SPECIES.loopBound(count), lanes);
          addLanes(lanes, i, j, out);
          addRest(a, stride, from, count, i, j, out);
        }
      }
      for (int j = whole; j < width; j++) {
        for (int i = 0; i <= j; i++) {
          out[i][j] += Gram.dot(a, i * stride + from, j * stride + from, count);
        }
      }
    }
    for (int i = 0; i < width; i++) {
      Arrays.fill(out[i], 0, i, 0);
    }
  }

  private static void tile(double[] a, int x, int y, int stride, int count, double[] lanes) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector s00 = zero, s01 = zero, s02 = zero, s03 = zero;
    DoubleVector s10 = zero, s11 = zero, s12 = zero, s13 = zero;
    DoubleVector s20 = zero, s21 = zero, s22 = zero, s23 = zero;
    DoubleVector s30 = zero, s31 = zero, s32 = zero, s33 = zero;
    for (int r = 0; r < count; r += SPECIES.length()) {
      DoubleVector p0 = DoubleVector.fromArray(SPECIES, a, x + r);
      DoubleVector p1 = DoubleVector.fromArray(SPECIES, a, x + stride + r);
      DoubleVector p2 = DoubleVector.fromArray(SPECIES, a, x + 2 * stride + r);
      DoubleVector p3 = DoubleVector.fromArray(SPECIES, a, x + 3 * stride + r);
      DoubleVector q = DoubleVector.fromArray(SPECIES, a, y + r);
      s00 = p0.fma(q, s00);
      s10 = p1.fma(q, s10);
      s20 = p2.fma(q, s20);
      s30 = p3.fma(q, s30);
      q = DoubleVector.fromArray(SPECIES, a, y + stride + r);
      s01 = p0.fma(q, s01);
      s11 = p1.fma(q, s11);
      s21 = p2.fma(q, s21);
      s31 = p3.fma(q, s31);
      q = DoubleVector.fromArray(SPECIES, a, y + 2 * stride + r);
      s02 = p0.fma(q, s02);
      s12 = p1.fma(q, s12);
      s22 = p2.fma(q, s22);
      s32 = p3.fma(q, s32);
      q = DoubleVector.fromArray(SPECIES, a, y + 3 * stride + r);
      s03 = p0.fma(q, s03);
      s13 = p1.fma(q, s13);
      s23 = p2.fma(q, s23);
      s33 = p3.fma(q, s33);
    }
    int n = SPECIES.length();
    s00.intoArray(lanes, 0);
    s01.intoArray(lanes, n);
    s02.intoArray(lanes, 2 * n);
    s03.intoArray(lanes, 3 * n);
    s10.intoArray(lanes, 4 * n);
    s11.intoArray(lanes, 5 * n);
    s12.intoArray(lanes, 6 * n);
    s13.intoArray(lanes, 7 * n);
    s20.intoArray(lanes, 8 * n);
    s21.intoArray(lanes, 9 * n);
    s22.intoArray(lanes, 10 * n);
    s23.intoArray(lanes, 11 * n);
    s30.intoArray(lanes, 12 * n);
    s31.intoArray(lanes, 13 * n);
    s32.intoArray(lanes, 14 * n);
    s33.intoArray(lanes, 15 * n);
  }

  private static void addLanes(double[] lanes, int i, int j, double[][] out) {
    int at = 0;
    for (int p = 0; p < TILE; p++) {
      for (int q = 0; q < TILE; q++) {
        double sum = 0;
        for (int lane = 0; lane < SPECIES.length(); lane++) {
          sum += lanes[at++];
        }
        out[i + p][j + q] += sum;
      }
    }
  }

  private static void addRest(
      double[] a, int stride, int from, int count, int i, int j, double[][] out) {
    int done = SPECIES.loopBound(count);
    if (done == count) {
      return;
    }
    for (int p = 0; p < TILE; p++) {
      for (int q = 0; q < TILE; q++) {
        out[i + p][j + q] +=
            Gram.dot(
                a, (i + p) * stride + from + done, (j + q) * stride + from + done, count - done);
      }
    }
  }
}
