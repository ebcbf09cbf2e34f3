package org.sciml4j.core.correlation;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.tensor.DType;

/**
 * One frame of a field in native memory, whole or a slab of it.
 *
 * @param segment holds the frame
 * @param offset element at which the frame's values begin
 * @param dtype type of the values
 * @param slabAxis the axis along which it is a slab, with values for the positions from {@code
 *     first} on as the boundary mode gives them, or -1 for the whole frame
 * @param first position of the slab's first row
 * @param rows number of rows of the slab
 */
public record FrameView(
    MemorySegment segment, long offset, DType dtype, int slabAxis, long first, long rows) {
  /** A whole frame. */
  public static FrameView whole(MemorySegment segment, long offset, DType dtype) {
    return new FrameView(segment, offset, dtype, -1, 0, 0);
  }
}
