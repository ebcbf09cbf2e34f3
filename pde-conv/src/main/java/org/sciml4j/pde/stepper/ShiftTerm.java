package org.sciml4j.pde.stepper;

import java.util.List;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * A channel of a field as seen some points away: {@code u_c(x + offset)}, or the number 1.
 *
 * @param base the field; null for the number 1
 * @param low what is seen before the first point of each axis; empty for no offset
 * @param high what is seen behind the last point
 * @param channel row-major number of the leading axes
 * @param offset in points along each axis
 */
record ShiftTerm(
    Value base,
    List<BoundaryMode> low,
    List<BoundaryMode> high,
    int channel,
    List<Integer> offset) {
  static ShiftTerm one() {
    return new ShiftTerm(null, List.of(), List.of(), 0, List.of());
  }

  static ShiftTerm here(Value base, int channel) {
    return new ShiftTerm(base, List.of(), List.of(), channel, List.of());
  }

  boolean isOne() {
    return base == null;
  }

  boolean isHere() {
    return offset.isEmpty();
  }

  /** The same channel without its offset. */
  ShiftTerm source() {
    return new ShiftTerm(base, low, high, channel, List.of());
  }
}
