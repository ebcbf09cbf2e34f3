package org.sciml4j.core.stencil;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.sciml4j.core.tensor.DType;

/**
 * Rows of any {@link MemorySegment} by plain loops: what runs where the Vector API is not enabled.
 * Positions count bytes from the start of the segment.
 */
final class SegmentRows implements RowKernel {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private final DType dtype;

  SegmentRows(DType dtype) {
    this.dtype = dtype;
  }

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
    int pitch = dtype.bytes();
    column(u, base, pitch, offsets, weights, taps, out, dst, pitch, columns, false, 0, 0, 0);
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
    int pitch = dtype.bytes();
    column(u, base, pitch, offsets, weights, taps, out, dst, pitch, columns, true, a, centre, b);
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
    MemorySegment from = (MemorySegment) u;
    MemorySegment to = (MemorySegment) out;
    for (long y = 0; y < rows; y++) {
      long src = base + y * rowPitch;
      if (dtype == DType.F32) {
        float sum = 0;
        for (int k = 0; k < taps; k++) {
          sum = Math.fma((float) weights[k], from.get(FLOAT, src + offsets[k]), sum);
        }
        if (step) {
          sum = Math.fma((float) b, sum, (float) a * from.get(FLOAT, centre + y * rowPitch));
        }
        to.set(FLOAT, dst + y * resultPitch, sum);
      } else {
        double sum = 0;
        for (int k = 0; k < taps; k++) {
          sum = Math.fma(weights[k], from.get(DOUBLE, src + offsets[k]), sum);
        }
        if (step) {
          sum = Math.fma(b, sum, a * from.get(DOUBLE, centre + y * rowPitch));
        }
        to.set(DOUBLE, dst + y * resultPitch, sum);
      }
    }
  }
}
