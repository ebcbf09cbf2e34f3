package org.sciml4j.core.minimize;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link VectorKernels} for doubles by plain loops. */
record ScalarDoubleKernels() implements VectorKernels {
  private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  @Override
  public double dot(MemorySegment x, MemorySegment y, long from, int count, double[] work, int at) {
    int whole = count / STRIDE * STRIDE;
    for (int column = 0; column < COLUMNS; column++) {
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      for (long i = from + column; i < from + whole; i += STRIDE) {
        a = product(x, y, i, a);
        b = product(x, y, i + COLUMNS, b);
        c = product(x, y, i + 2 * COLUMNS, c);
        d = product(x, y, i + 3 * COLUMNS, d);
      }
      work[at + column] = (a + b) + (c + d);
    }
    return VectorKernels.sumOfColumns(work, at) + dotInOrder(x, y, from + whole, count - whole);
  }

  /** Used for the few elements past the last whole stride. */
  double dotInOrder(MemorySegment x, MemorySegment y, long from, int count) {
    double sum = 0;
    for (long i = from; i < from + count; i++) {
      sum = product(x, y, i, sum);
    }
    return sum;
  }

  private static double product(MemorySegment x, MemorySegment y, long i, double sum) {
    return Math.fma(x.getAtIndex(ELEMENT, i), y.getAtIndex(ELEMENT, i), sum);
  }

  @Override
  public double magnitudes(MemorySegment x, long from, int count, double[] work, int at) {
    int whole = count / STRIDE * STRIDE;
    for (int column = 0; column < COLUMNS; column++) {
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      for (long i = from + column; i < from + whole; i += STRIDE) {
        a += magnitude(x, i);
        b += magnitude(x, i + COLUMNS);
        c += magnitude(x, i + 2 * COLUMNS);
        d += magnitude(x, i + 3 * COLUMNS);
      }
      work[at + column] = (a + b) + (c + d);
    }
    return VectorKernels.sumOfColumns(work, at) + magnitudesInOrder(x, from + whole, count - whole);
  }

  /** Used for the few elements past the last whole stride. */
  double magnitudesInOrder(MemorySegment x, long from, int count) {
    double sum = 0;
    for (long i = from; i < from + count; i++) {
      sum += magnitude(x, i);
    }
    return sum;
  }

  @Override
  public double largest(MemorySegment x, long from, int count, double[] work, int at) {
    double largest = 0;
    for (long i = from; i < from + count; i++) {
      largest = Math.max(largest, magnitude(x, i));
    }
    return largest;
  }

  private static double magnitude(MemorySegment x, long i) {
    return Math.abs(x.getAtIndex(ELEMENT, i));
  }

  @Override
  public void combine(
      MemorySegment x, double a, MemorySegment y, MemorySegment out, long from, int count) {
    for (long i = from; i < from + count; i++) {
      out.setAtIndex(ELEMENT, i, Math.fma(a, y.getAtIndex(ELEMENT, i), x.getAtIndex(ELEMENT, i)));
    }
  }

  @Override
  public void scale(double a, MemorySegment x, MemorySegment out, long from, int count) {
    for (long i = from; i < from + count; i++) {
      out.setAtIndex(ELEMENT, i, a * x.getAtIndex(ELEMENT, i));
    }
  }
}
