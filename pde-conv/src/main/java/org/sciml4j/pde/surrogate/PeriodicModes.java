package org.sciml4j.pde.surrogate;

import java.util.Arrays;
import org.sciml4j.core.stencil.BoundaryMode;

/** {@code PERIODIC} for each axis. */
final class PeriodicModes {
  private PeriodicModes() {}

  static BoundaryMode[] of(int dims) {
    BoundaryMode[] modes = new BoundaryMode[dims];
    Arrays.fill(modes, BoundaryMode.PERIODIC);
    return modes;
  }
}
