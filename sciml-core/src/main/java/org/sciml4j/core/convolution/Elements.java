package org.sciml4j.core.convolution;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import org.sciml4j.core.tensor.DType;

/** Numbers of either precision in native memory, one by one. */
record Elements(DType dtype) {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  double get(long base, long position) {
    return dtype == DType.F32
        ? EVERYTHING.get(FLOAT, base + position * Float.BYTES)
        : EVERYTHING.get(DOUBLE, base + position * Double.BYTES);
  }

  void set(long base, long position, double value) {
    if (dtype == DType.F32) {
      EVERYTHING.set(FLOAT, base + position * Float.BYTES, (float) value);
    } else {
      EVERYTHING.set(DOUBLE, base + position * Double.BYTES, value);
    }
  }
}
