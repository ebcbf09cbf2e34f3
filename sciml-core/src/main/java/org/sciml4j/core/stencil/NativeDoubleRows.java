package org.sciml4j.core.stencil;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows of {@code double} numbers in native memory, on the Vector API. Positions count bytes. */
final class NativeDoubleRows implements RowKernel {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final int LANES = SPECIES.length();
  private static final int VECTOR = SPECIES.vectorByteSize();

  @Override
  public void row(TapSum sum, int columns) {
    if (columns < LANES) {
      column(sum, columns, Double.BYTES, Double.BYTES);
      return;
    }
    int whole = columns / (4 * LANES) * (4 * LANES);
    fourVectorsAtOnce(sum, whole);
    for (int x = whole; x < columns; x += LANES) {
      // The last vector reaches back over points already written and writes the same values again.
      oneVector(sum, (long) Math.min(x, columns - LANES) * Double.BYTES);
    }
  }

  private static void fourVectorsAtOnce(TapSum sum, int columns) {
    long base = sum.base;
    long[] offsets = sum.offsets;
    double[] weights = sum.weights;
    int taps = sum.taps;
    for (int x = 0; x < columns; x += 4 * LANES) {
      long at = (long) x * Double.BYTES;
      DoubleVector s0 = DoubleVector.zero(SPECIES);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      for (int k = 0; k < taps; k++) {
        DoubleVector w = DoubleVector.broadcast(SPECIES, weights[k]);
        long src = base + offsets[k] + at;
        s0 = load(src).fma(w, s0);
        s1 = load(src + VECTOR).fma(w, s1);
        s2 = load(src + 2 * VECTOR).fma(w, s2);
        s3 = load(src + 3 * VECTOR).fma(w, s3);
      }
      if (sum.step) {
        s0 = combined(sum, s0, at);
        s1 = combined(sum, s1, at + VECTOR);
        s2 = combined(sum, s2, at + 2 * VECTOR);
        s3 = combined(sum, s3, at + 3 * VECTOR);
      }
      long dst = sum.dst + at;
      s0.intoMemorySegment(EVERYTHING, dst, ORDER);
      s1.intoMemorySegment(EVERYTHING, dst + VECTOR, ORDER);
      s2.intoMemorySegment(EVERYTHING, dst + 2 * VECTOR, ORDER);
      s3.intoMemorySegment(EVERYTHING, dst + 3 * VECTOR, ORDER);
    }
  }

  private static void oneVector(TapSum sum, long at) {
    long src = sum.base + at;
    long[] offsets = sum.offsets;
    double[] weights = sum.weights;
    int taps = sum.taps;
    DoubleVector s = DoubleVector.zero(SPECIES);
    for (int k = 0; k < taps; k++) {
      DoubleVector w = DoubleVector.broadcast(SPECIES, weights[k]);
      s = load(src + offsets[k]).fma(w, s);
    }
    if (sum.step) {
      s = combined(sum, s, at);
    }
    s.intoMemorySegment(EVERYTHING, sum.dst + at, ORDER);
  }

  private static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }

  private static DoubleVector combined(TapSum sum, DoubleVector s, long at) {
    return s.fma(DoubleVector.broadcast(SPECIES, sum.b), load(sum.centre + at).mul(sum.a));
  }

  @Override
  public void column(TapSum sum, long rows, long rowPitch, long resultPitch) {
    long y = 0;
    for (; y <= rows - 4; y += 4) {
      fourRows(sum, y, rowPitch, resultPitch);
    }
    for (; y < rows; y++) {
      long src = sum.base + y * rowPitch;
      double s = 0;
      for (int k = 0; k < sum.taps; k++) {
        s = Math.fma(sum.weights[k], value(src + sum.offsets[k]), s);
      }
      store(sum, s, y * rowPitch, y * resultPitch);
    }
  }

  /** Four independent sums keep the processor busy where one would wait for itself. */
  private static void fourRows(TapSum sum, long y, long rowPitch, long resultPitch) {
    long src = sum.base + y * rowPitch;
    long[] offsets = sum.offsets;
    double[] weights = sum.weights;
    int taps = sum.taps;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int k = 0; k < taps; k++) {
      double w = weights[k];
      long at = src + offsets[k];
      s0 = Math.fma(w, value(at), s0);
      s1 = Math.fma(w, value(at + rowPitch), s1);
      s2 = Math.fma(w, value(at + 2 * rowPitch), s2);
      s3 = Math.fma(w, value(at + 3 * rowPitch), s3);
    }
    store(sum, s0, y * rowPitch, y * resultPitch);
    store(sum, s1, (y + 1) * rowPitch, (y + 1) * resultPitch);
    store(sum, s2, (y + 2) * rowPitch, (y + 2) * resultPitch);
    store(sum, s3, (y + 3) * rowPitch, (y + 3) * resultPitch);
  }

  private static void store(TapSum sum, double s, long inField, long inResult) {
    double result = sum.step ? Math.fma(sum.b, s, sum.a * value(sum.centre + inField)) : s;
    EVERYTHING.set(ELEMENT, sum.dst + inResult, result);
  }

  private static double value(long address) {
    return EVERYTHING.get(ELEMENT, address);
  }
}
