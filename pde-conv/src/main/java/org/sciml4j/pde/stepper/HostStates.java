package org.sciml4j.pde.stepper;

import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/**
 * The native memory in which a caller keeps states, as the device sees it. The last few are
 * remembered, so that a time loop does not allocate.
 */
final class HostStates {
  static final int KEPT = 8;

  /**
   * One state of a caller.
   *
   * @param source the object the caller passed
   * @param address its first byte
   * @param tensor it with the shape of the step
   * @param buffer it as memory of the device; null where the device has its own
   */
  record HostState(
      Object source, long address, Tensor tensor, org.sciml4j.core.device.Buffer buffer) {}

  private final TensorType type;
  private final Device device;
  private final HostState[] kept = new HostState[KEPT];
  private int oldest;

  HostStates(TensorType type, Device device) {
    this.type = type;
    this.device = device;
  }

  HostState of(Tensor u) {
    u.requireOpen("state");
    requireState(u);
    long address = u.segment().address();
    for (HostState state : kept) {
      if (state != null
          && state.source instanceof Tensor
          && state.address == address
          && state.tensor.segment().scope().isAlive()) {
        return state;
      }
    }
    return keep(u, address, u);
  }

  HostState of(INDArray u) {
    if (u.wasClosed()) {
      throw new InvalidInputException("state", "a closed array", "an open one", "close it later");
    }
    long address = u.data().pointer().address() + u.offset() * u.data().getElementSize();
    for (HostState state : kept) {
      if (state != null && state.source == u && state.address == address) {
        return state;
      }
    }
    Tensor tensor = Tensor.wrap(u);
    requireState(tensor);
    return keep(u, address, tensor);
  }

  /** The remaining elements of a direct buffer of doubles or floats. */
  HostState of(Buffer u) {
    for (HostState state : kept) {
      if (state != null && state.source == u && state.address == u.position()) {
        return state;
      }
    }
    Tensor tensor =
        u instanceof DoubleBuffer doubles
            ? Tensor.wrap(doubles, type.shape())
            : Tensor.wrap((FloatBuffer) u, type.shape());
    return keep(u, u.position(), tensor);
  }

  private HostState keep(Object source, long address, Tensor tensor) {
    Tensor shaped = tensor.reshape(type.shape());
    org.sciml4j.core.device.Buffer buffer =
        device instanceof CpuDevice cpu ? cpu.wrap(shaped) : null;
    HostState state = new HostState(source, address, shaped, buffer);
    kept[oldest] = state;
    oldest = (oldest + 1) % KEPT;
    return state;
  }

  /** The extents of the step, but for leading axes of one. */
  void requireState(Tensor u) {
    boolean fits = u.dtype() == type.dtype();
    for (int back = 1; fits && back <= Math.max(u.rank(), type.rank()); back++) {
      long given = back <= u.rank() ? u.size(u.rank() - back) : 1;
      long expected = back <= type.rank() ? type.size(type.rank() - back) : 1;
      fits = given == expected;
    }
    if (!fits) {
      throw new InvalidInputException(
          "state", u, type + ", leading axes of one aside", "convert or reshape it first");
    }
  }
}
