package org.sciml4j.core.modelfile;

import java.util.Arrays;

/**
 * What a safetensors file says about one of its tensors.
 *
 * @param name its name
 * @param type how its elements are stored
 * @param shape its sizes per axis, slowest axis first
 * @param start position of its first byte after the header
 * @param end position after its last byte
 */
public record StoredTensor(String name, StoredType type, long[] shape, long start, long end) {
  /** Copies the shape. */
  public StoredTensor {
    shape = shape.clone();
  }

  /** Sizes per axis, slowest axis first; a copy. */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Name, type and shape, for example {@code conv1.weight BF16[16, 3, 5, 5]}. */
  @Override
  public String toString() {
    return name + " " + type + Arrays.toString(shape);
  }
}
