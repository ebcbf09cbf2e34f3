package org.sciml4j.pde.stepper;

import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * Which elements along one axis of a padded array a loop reads, as C.
 *
 * @param axis its number
 * @param origin the padded position that tap 0 reads at point 0
 * @param padding what is added at both ends
 * @param extent points of the array
 * @param count points of the loop
 */
record PaddedAxis(int axis, long origin, Padding padding, long extent, long count) {
  /** The variable that holds the index of a tap. */
  String index(long tap) {
    return "j" + axis + "_" + tap;
  }

  private long offset(long tap) {
    return origin + tap - padding.low();
  }

  private boolean passesLow(long tap) {
    return offset(tap) < 0;
  }

  private boolean passesHigh(long tap) {
    return count - 1 + offset(tap) >= extent;
  }

  /** Whether the index may be -1, where a zero stands. */
  boolean mayBeZero(long tap) {
    return (passesLow(tap) && padding.lowMode() == BoundaryMode.ZERO)
        || (passesHigh(tap) && padding.highMode() == BoundaryMode.ZERO);
  }

  /** The index that a tap reads at point {@code i}. */
  String source(long tap, CFile file) {
    long offset = offset(tap);
    String at = "i" + axis + (offset == 0 ? "" : (offset < 0 ? " - " : " + ") + Math.abs(offset));
    boolean low = passesLow(tap);
    boolean high = passesHigh(tap);
    if (low && high && padding.lowMode() != padding.highMode()) {
      String below = on(padding.lowMode(), at, file);
      return at + " < 0 ? " + below + " : " + on(padding.highMode(), at, file);
    }
    return low || high ? on(low ? padding.lowMode() : padding.highMode(), at, file) : at;
  }

  private String on(BoundaryMode mode, String at, CFile file) {
    return file.indexFunction(mode) + "(" + at + ", " + extent + "L)";
  }
}
