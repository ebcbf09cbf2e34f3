package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link AxpyKernel} on the Vector API. */
final class VectorAxpy {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  /** Addresses are not negative; knowing it spares the JIT compiler a check per access. */
  private static final long ADDRESSES = 0xff_ffff_ffff_ffffL;

  private VectorAxpy() {}

  static void floats(
      int columns, int terms, boolean adds, long x, long xStep, long b, long bRow, long y) {
    if (terms == AxpyKernel.TERMS && columns >= FLOATS.length()) {
      fourFloats(columns, adds, x, xStep, b & ADDRESSES, bRow & Integer.MAX_VALUE, y & ADDRESSES);
      return;
    }
    for (int p = 0; p < terms; p++) {
      float factor = EVERYTHING.get(FLOAT, x + p * xStep);
      oneFloat(columns, adds || p > 0, factor, b + p * bRow & ADDRESSES, y & ADDRESSES);
    }
  }

  private static void fourFloats(
      int columns, boolean adds, long x, long xStep, long b, long bRow, long y) {
    FloatVector x0 = FloatVector.broadcast(FLOATS, EVERYTHING.get(FLOAT, x));
    FloatVector x1 = FloatVector.broadcast(FLOATS, EVERYTHING.get(FLOAT, x + xStep));
    FloatVector x2 = FloatVector.broadcast(FLOATS, EVERYTHING.get(FLOAT, x + 2 * xStep));
    FloatVector x3 = FloatVector.broadcast(FLOATS, EVERYTHING.get(FLOAT, x + 3 * xStep));
    int last = columns - FLOATS.length();
    long end = (last & Integer.MAX_VALUE) * (long) Float.BYTES;
    // The last vector reaches back into the one before: computed first, it is written last.
    FloatVector e =
        adds
            ? FloatVector.fromMemorySegment(FLOATS, EVERYTHING, y + end, ORDER)
            : FloatVector.zero(FLOATS);
    e = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, b + end, ORDER).fma(x0, e);
    e = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, b + end + bRow, ORDER).fma(x1, e);
    e = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, b + end + 2 * bRow, ORDER).fma(x2, e);
    e = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, b + end + 3 * bRow, ORDER).fma(x3, e);
    for (int j = 0; j < last; j += FLOATS.length()) {
      long at = (j & Integer.MAX_VALUE) * (long) Float.BYTES;
      FloatVector s =
          adds
              ? FloatVector.fromMemorySegment(FLOATS, EVERYTHING, y + at, ORDER)
              : FloatVector.zero(FLOATS);
      s = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, b + at, ORDER).fma(x0, s);
      s = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, b + at + bRow, ORDER).fma(x1, s);
      s = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, b + at + 2 * bRow, ORDER).fma(x2, s);
      s = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, b + at + 3 * bRow, ORDER).fma(x3, s);
      s.intoMemorySegment(EVERYTHING, y + at, ORDER);
    }
    e.intoMemorySegment(EVERYTHING, y + end, ORDER);
  }

  private static void oneFloat(int columns, boolean adds, float factor, long b, long y) {
    for (int j = 0; j < columns; j++) {
      long at = (j & Integer.MAX_VALUE) * (long) Float.BYTES;
      float sum = adds ? EVERYTHING.get(FLOAT, y + at) : 0;
      EVERYTHING.set(FLOAT, y + at, Math.fma(EVERYTHING.get(FLOAT, b + at), factor, sum));
    }
  }

  static void doubles(
      int columns, int terms, boolean adds, long x, long xStep, long b, long bRow, long y) {
    if (terms == AxpyKernel.TERMS && columns >= DOUBLES.length()) {
      fourDoubles(columns, adds, x, xStep, b & ADDRESSES, bRow & Integer.MAX_VALUE, y & ADDRESSES);
      return;
    }
    for (int p = 0; p < terms; p++) {
      double factor = EVERYTHING.get(DOUBLE, x + p * xStep);
      oneDouble(columns, adds || p > 0, factor, b + p * bRow & ADDRESSES, y & ADDRESSES);
    }
  }

  private static void fourDoubles(
      int columns, boolean adds, long x, long xStep, long b, long bRow, long y) {
    DoubleVector x0 = DoubleVector.broadcast(DOUBLES, EVERYTHING.get(DOUBLE, x));
    DoubleVector x1 = DoubleVector.broadcast(DOUBLES, EVERYTHING.get(DOUBLE, x + xStep));
    DoubleVector x2 = DoubleVector.broadcast(DOUBLES, EVERYTHING.get(DOUBLE, x + 2 * xStep));
    DoubleVector x3 = DoubleVector.broadcast(DOUBLES, EVERYTHING.get(DOUBLE, x + 3 * xStep));
    int last = columns - DOUBLES.length();
    long end = (last & Integer.MAX_VALUE) * (long) Double.BYTES;
    // The last vector reaches back into the one before: computed first, it is written last.
    DoubleVector e =
        adds
            ? DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, y + end, ORDER)
            : DoubleVector.zero(DOUBLES);
    e = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, b + end, ORDER).fma(x0, e);
    e = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, b + end + bRow, ORDER).fma(x1, e);
    e = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, b + end + 2 * bRow, ORDER).fma(x2, e);
    e = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, b + end + 3 * bRow, ORDER).fma(x3, e);
    for (int j = 0; j < last; j += DOUBLES.length()) {
      long at = (j & Integer.MAX_VALUE) * (long) Double.BYTES;
      DoubleVector s =
          adds
              ? DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, y + at, ORDER)
              : DoubleVector.zero(DOUBLES);
      s = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, b + at, ORDER).fma(x0, s);
      s = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, b + at + bRow, ORDER).fma(x1, s);
      s = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, b + at + 2 * bRow, ORDER).fma(x2, s);
      s = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, b + at + 3 * bRow, ORDER).fma(x3, s);
      s.intoMemorySegment(EVERYTHING, y + at, ORDER);
    }
    e.intoMemorySegment(EVERYTHING, y + end, ORDER);
  }

  private static void oneDouble(int columns, boolean adds, double factor, long b, long y) {
    for (int j = 0; j < columns; j++) {
      long at = (j & Integer.MAX_VALUE) * (long) Double.BYTES;
      double sum = adds ? EVERYTHING.get(DOUBLE, y + at) : 0;
      EVERYTHING.set(DOUBLE, y + at, Math.fma(EVERYTHING.get(DOUBLE, b + at), factor, sum));
    }
  }
}
