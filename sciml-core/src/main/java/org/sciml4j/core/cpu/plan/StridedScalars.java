package org.sciml4j.core.cpu.plan;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import org.sciml4j.core.tensor.DType;

/** The elements of a place by their row-major position. */
final class StridedScalars {
  private final long address;
  private final boolean single;
  private final boolean dense;
  private final Layout layout;

  StridedScalars(Place place, Frame frame) {
    address = place.address(frame);
    single = place.dtype() == DType.F32;
    layout = place.layout();
    dense = layout.isDense();
  }

  double get(long position) {
    long at = dense ? position : at(position);
    return single
        ? EVERYTHING.get(ValueLayout.JAVA_FLOAT, address + 4 * at)
        : EVERYTHING.get(ValueLayout.JAVA_DOUBLE, address + 8 * at);
  }

  void set(long position, double value) {
    long at = dense ? position : at(position);
    if (single) {
      EVERYTHING.set(ValueLayout.JAVA_FLOAT, address + 4 * at, (float) value);
    } else {
      EVERYTHING.set(ValueLayout.JAVA_DOUBLE, address + 8 * at, value);
    }
  }

  private long at(long position) {
    long at = 0;
    for (int axis = layout.rank() - 1; axis >= 0; axis--) {
      at += position % layout.size(axis) * layout.stride(axis);
      position /= layout.size(axis);
    }
    return at;
  }
}
