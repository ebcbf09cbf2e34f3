package org.sciml4j.io;

import java.io.IOException;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.Tensor;

/** Reads boxes of one variable's physical values; the region has been checked. */
@FunctionalInterface
interface VariableReader {
  /** Fills {@code into} with the values of {@code region} in row-major order. */
  void read(Region region, Tensor into) throws IOException;
}
