package org.sciml4j.core.cpu;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/** A tensor in native memory, owned or wrapped. */
final class CpuBuffer implements Buffer {
  private final CpuDevice device;
  private final Tensor tensor;
  private final TensorType type;
  private final boolean owned;
  private final MemorySegment.Scope scope;
  private final long address;
  private boolean closed;

  CpuBuffer(CpuDevice device, Tensor tensor, boolean owned) {
    this.device = device;
    this.tensor = tensor;
    this.owned = owned;
    type = new TensorType(tensor.dtype(), tensor.shape());
    scope = tensor.segment().scope();
    address = tensor.segment().address();
  }

  @Override
  public TensorType type() {
    return type;
  }

  @Override
  public void copyFrom(Tensor source) {
    requireOpen();
    requireType(source);
    tensor.copyFrom(source);
  }

  @Override
  public void copyTo(Tensor target) {
    requireOpen();
    requireType(target);
    target.copyFrom(tensor);
  }

  @Override
  public void close() {
    closed = true;
    if (owned) {
      tensor.close();
    }
  }

  CpuDevice device() {
    return device;
  }

  long address() {
    return address;
  }

  boolean isOpen() {
    return !closed && scope.isAlive();
  }

  private void requireOpen() {
    if (!isOpen()) {
      throw new InvalidInputException(
          "buffer", "closed " + type, "an open buffer", "close buffers after their last use");
    }
  }

  private void requireType(Tensor other) {
    other.requireOpen("tensor");
    if (other.dtype() != type.dtype() || !other.hasShapeOf(tensor)) {
      throw new InvalidInputException(
          "tensor",
          new TensorType(other.dtype(), other.shape()),
          "the buffer's type " + type,
          "convert or reshape it first");
    }
  }

  /** For example {@code cpu buffer f32[64, 3]}. */
  @Override
  public String toString() {
    return "cpu buffer " + type;
  }
}
