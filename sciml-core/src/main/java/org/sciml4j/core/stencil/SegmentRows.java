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
  public void row(TapSum sum, int columns) {
    column(sum, columns, dtype.bytes(), dtype.bytes());
  }

  @Override
  public void column(TapSum sum, long rows, long rowPitch, long resultPitch) {
    MemorySegment u = (MemorySegment) sum.u;
    MemorySegment out = (MemorySegment) sum.out;
    for (long y = 0; y < rows; y++) {
      if (dtype == DType.F32) {
        out.set(FLOAT, sum.dst + y * resultPitch, singlePrecision(sum, u, y * rowPitch));
      } else {
        out.set(DOUBLE, sum.dst + y * resultPitch, doublePrecision(sum, u, y * rowPitch));
      }
    }
  }

  private static float singlePrecision(TapSum sum, MemorySegment u, long at) {
    float s = 0;
    for (int k = 0; k < sum.taps; k++) {
      s = Math.fma((float) sum.weights[k], u.get(FLOAT, sum.base + sum.offsets[k] + at), s);
    }
    return sum.step ? Math.fma((float) sum.b, s, (float) sum.a * u.get(FLOAT, sum.centre + at)) : s;
  }

  private static double doublePrecision(TapSum sum, MemorySegment u, long at) {
    double s = 0;
    for (int k = 0; k < sum.taps; k++) {
      s = Math.fma(sum.weights[k], u.get(DOUBLE, sum.base + sum.offsets[k] + at), s);
    }
    return sum.step ? Math.fma(sum.b, s, sum.a * u.get(DOUBLE, sum.centre + at)) : s;
  }
}
