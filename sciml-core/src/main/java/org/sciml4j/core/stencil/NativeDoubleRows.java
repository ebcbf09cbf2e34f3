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
  public void row(
      Object u,
      long base,
      long[] offsets,
      double[] weights,
      int taps,
      Object out,
      long dst,
      int columns) {
    if (columns < LANES) {
      column(
          u,
          base,
          Double.BYTES,
          offsets,
          weights,
          taps,
          out,
          dst,
          Double.BYTES,
          columns,
          false,
          0,
          0,
          0);
    } else {
      run(base, offsets, weights, taps, dst, columns, false, 0, 0, 0);
    }
  }

  @Override
  public void step(
      Object u,
      long base,
      long[] offsets,
      double[] weights,
      int taps,
      Object out,
      long dst,
      int columns,
      double a,
      long centre,
      double b) {
    if (columns < LANES) {
      column(
          u,
          base,
          Double.BYTES,
          offsets,
          weights,
          taps,
          out,
          dst,
          Double.BYTES,
          columns,
          true,
          a,
          centre,
          b);
    } else {
      run(base, offsets, weights, taps, dst, columns, true, a, centre, b);
    }
  }

  @Override
  public void column(
      Object u,
      long base,
      long rowPitch,
      long[] offsets,
      double[] weights,
      int taps,
      Object out,
      long dst,
      long resultPitch,
      long rows,
      boolean step,
      double a,
      long centre,
      double b) {
    long y = 0;
    for (; y <= rows - 4; y += 4) {
      long src = base + y * rowPitch;
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
      if (step) {
        long middle = centre + y * rowPitch;
        s0 = Math.fma(b, s0, a * value(middle));
        s1 = Math.fma(b, s1, a * value(middle + rowPitch));
        s2 = Math.fma(b, s2, a * value(middle + 2 * rowPitch));
        s3 = Math.fma(b, s3, a * value(middle + 3 * rowPitch));
      }
      long to = dst + y * resultPitch;
      EVERYTHING.set(ELEMENT, to, s0);
      EVERYTHING.set(ELEMENT, to + resultPitch, s1);
      EVERYTHING.set(ELEMENT, to + 2 * resultPitch, s2);
      EVERYTHING.set(ELEMENT, to + 3 * resultPitch, s3);
    }
    for (; y < rows; y++) {
      long src = base + y * rowPitch;
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        sum = Math.fma(weights[k], value(src + offsets[k]), sum);
      }
      if (step) {
        sum = Math.fma(b, sum, a * value(centre + y * rowPitch));
      }
      EVERYTHING.set(ELEMENT, dst + y * resultPitch, sum);
    }
  }

  private static double value(long address) {
    return EVERYTHING.get(ELEMENT, address);
  }

  private static void run(
      long base,
      long[] offsets,
      double[] weights,
      int taps,
      long dst,
      int columns,
      boolean step,
      double a,
      long centre,
      double b) {
    int x = 0;
    for (; x <= columns - 4 * LANES; x += 4 * LANES) {
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
      if (step) {
        s0 = combined(s0, a, centre + at, b);
        s1 = combined(s1, a, centre + at + VECTOR, b);
        s2 = combined(s2, a, centre + at + 2 * VECTOR, b);
        s3 = combined(s3, a, centre + at + 3 * VECTOR, b);
      }
      s0.intoMemorySegment(EVERYTHING, dst + at, ORDER);
      s1.intoMemorySegment(EVERYTHING, dst + at + VECTOR, ORDER);
      s2.intoMemorySegment(EVERYTHING, dst + at + 2 * VECTOR, ORDER);
      s3.intoMemorySegment(EVERYTHING, dst + at + 3 * VECTOR, ORDER);
    }
    while (x < columns) {
      // The last vector reaches back over points already written and writes the same values again.
      x = Math.min(x, columns - LANES);
      long at = (long) x * Double.BYTES;
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int k = 0; k < taps; k++) {
        sum = load(base + offsets[k] + at).fma(DoubleVector.broadcast(SPECIES, weights[k]), sum);
      }
      if (step) {
        sum = combined(sum, a, centre + at, b);
      }
      sum.intoMemorySegment(EVERYTHING, dst + at, ORDER);
      x += LANES;
    }
  }

  private static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }

  private static DoubleVector combined(DoubleVector sum, double a, long centre, double b) {
    return sum.fma(DoubleVector.broadcast(SPECIES, b), load(centre).mul(a));
  }
}
