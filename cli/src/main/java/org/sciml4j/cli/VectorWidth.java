package org.sciml4j.cli;

import jdk.incubator.vector.DoubleVector;

/** Apart from its callers, so that they load where the Vector API is missing. */
final class VectorWidth {
  private VectorWidth() {}

  /** Width of the vectors this machine works best with. */
  static int bits() {
    return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
  }
}
