package org.sciml4j.core.stencil;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows of {@code float} numbers in native memory, on the Vector API. Positions count bytes. */
final class NativeFloatRows implements RowKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
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
          Float.BYTES,
          offsets,
          weights,
          taps,
          out,
          dst,
          Float.BYTES,
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
          Float.BYTES,
          offsets,
          weights,
          taps,
          out,
          dst,
          Float.BYTES,
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
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (int k = 0; k < taps; k++) {
        float w = (float) weights[k];
        long at = src + offsets[k];
        s0 = Math.fma(w, value(at), s0);
        s1 = Math.fma(w, value(at + rowPitch), s1);
        s2 = Math.fma(w, value(at + 2 * rowPitch), s2);
        s3 = Math.fma(w, value(at + 3 * rowPitch), s3);
      }
      if (step) {
        long middle = centre + y * rowPitch;
        s0 = Math.fma((float) b, s0, (float) a * value(middle));
        s1 = Math.fma((float) b, s1, (float) a * value(middle + rowPitch));
        s2 = Math.fma((float) b, s2, (float) a * value(middle + 2 * rowPitch));
        s3 = Math.fma((float) b, s3, (float) a * value(middle + 3 * rowPitch));
      }
      long to = dst + y * resultPitch;
      EVERYTHING.set(ELEMENT, to, s0);
      EVERYTHING.set(ELEMENT, to + resultPitch, s1);
      EVERYTHING.set(ELEMENT, to + 2 * resultPitch, s2);
      EVERYTHING.set(ELEMENT, to + 3 * resultPitch, s3);
    }
    for (; y < rows; y++) {
      long src = base + y * rowPitch;
      float sum = 0;
      for (int k = 0; k < taps; k++) {
        sum = Math.fma((float) weights[k], value(src + offsets[k]), sum);
      }
      if (step) {
        sum = Math.fma((float) b, sum, (float) a * value(centre + y * rowPitch));
      }
      EVERYTHING.set(ELEMENT, dst + y * resultPitch, sum);
    }
  }

  private static float value(long address) {
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
      long at = (long) x * Float.BYTES;
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int k = 0; k < taps; k++) {
        FloatVector w = FloatVector.broadcast(SPECIES, (float) weights[k]);
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
      long at = (long) x * Float.BYTES;
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int k = 0; k < taps; k++) {
        sum =
            load(base + offsets[k] + at)
                .fma(FloatVector.broadcast(SPECIES, (float) weights[k]), sum);
      }
      if (step) {
        sum = combined(sum, a, centre + at, b);
      }
      sum.intoMemorySegment(EVERYTHING, dst + at, ORDER);
      x += LANES;
    }
  }

  private static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }

  private static FloatVector combined(FloatVector sum, double a, long centre, double b) {
    return sum.fma(FloatVector.broadcast(SPECIES, (float) b), load(centre).mul((float) a));
  }
}
