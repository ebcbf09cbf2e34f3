package org.sciml4j.core.device;

import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/** Memory of a device that holds one tensor. Programs read and write buffers in place. */
public interface Buffer extends AutoCloseable {
  /** Element type and extents of what it holds. */
  TensorType type();

  /**
   * Overwrites it with a tensor of the host.
   *
   * @throws org.sciml4j.core.InvalidInputException if the type differs or the tensor is closed
   */
  void copyFrom(Tensor tensor);

  /**
   * Overwrites a tensor of the host with it.
   *
   * @throws org.sciml4j.core.InvalidInputException if the type differs or the tensor is closed
   */
  void copyTo(Tensor tensor);

  /** Frees the memory; programs bound to it can no longer run. */
  @Override
  void close();
}
