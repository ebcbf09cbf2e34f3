package org.sciml4j.core.cpu.plan;

import org.sciml4j.core.tensor.DType;

/**
 * Where a value lies.
 *
 * @param storage index of its storage in the {@link Frame}
 * @param dtype element type
 * @param layout where its elements lie in the storage
 */
public record Place(int storage, DType dtype, Layout layout) {
  /** Address of its first element during a run. */
  public long address(Frame frame) {
    return frame.address(storage) + layout.offset() * dtype.bytes();
  }

  /** The same storage seen otherwise. */
  public Place with(Layout other) {
    return new Place(storage, dtype, other);
  }

  /** The same layout in another storage. */
  public Place in(int other) {
    return new Place(other, dtype, layout);
  }

  /** Size of the elements in bytes. */
  public long bytes() {
    return layout.count() * dtype.bytes();
  }
}
