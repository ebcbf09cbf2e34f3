package org.sciml4j.core.elementwise;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import org.sciml4j.core.tensor.DType;

/** Single elements of native memory. */
final class Memory {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private Memory() {}

  static float getFloat(long address) {
    return EVERYTHING.get(FLOAT, address);
  }

  static void setFloat(long address, float value) {
    EVERYTHING.set(FLOAT, address, value);
  }

  static double getDouble(long address) {
    return EVERYTHING.get(DOUBLE, address);
  }

  static void setDouble(long address, double value) {
    EVERYTHING.set(DOUBLE, address, value);
  }

  /** The element at a position counted in elements. */
  static double get(DType dtype, long address, long position) {
    return dtype == DType.F32
        ? getFloat(address + 4 * position)
        : getDouble(address + 8 * position);
  }

  /** Sets the element at a position counted in elements. */
  static void set(DType dtype, long address, long position, double value) {
    if (dtype == DType.F32) {
      setFloat(address + 4 * position, (float) value);
    } else {
      setDouble(address + 8 * position, value);
    }
  }
}
