package org.sciml4j.io;

import java.io.IOException;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.Tensor;

/** Puts values into a file of one format; its caller has checked every argument. */
interface OutputBackend {
  /** Writes the values of a region of the variable at a position in the schema. */
  void put(int variable, Region region, Tensor values) throws IOException;

  /** Completes a file of this many records and closes it. */
  void finish(long records) throws IOException;

  /** Closes the file, complete or not; may be called again. */
  void abandon() throws IOException;
}
