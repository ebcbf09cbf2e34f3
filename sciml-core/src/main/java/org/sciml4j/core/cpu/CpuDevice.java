package org.sciml4j.core.cpu;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.Tensor;

/**
 * The processor: programs run on a team of threads, in native memory. The number of threads does
 * not change a bit of any result.
 */
public final class CpuDevice implements Device {
  private final ThreadTeam team;
  private final KernelProvider provider;

  private CpuDevice(ThreadTeam team, KernelProvider provider) {
    this.team = team;
    this.provider = provider;
  }

  /** All processors, or as many threads as {@code -Dsciml.threads=N} says. */
  public static CpuDevice common() {
    return of(ThreadTeam.common());
  }

  /** These threads, which stay the caller's to close. */
  public static CpuDevice of(ThreadTeam team) {
    return new CpuDevice(team, KernelProvider.selected());
  }

  /** The same threads with the kernels of one provider. */
  public CpuDevice with(KernelProvider other) {
    return new CpuDevice(team, other);
  }

  @Override
  public String name() {
    return "cpu";
  }

  /** The threads that programs run on. */
  public ThreadTeam team() {
    return team;
  }

  /** Which kernels programs use. */
  public KernelProvider provider() {
    return provider;
  }

  @Override
  public Buffer allocate(TensorType type) {
    return new CpuBuffer(this, Tensor.zeros(type.dtype(), type.shape()), true);
  }

  /**
   * A buffer over a tensor's own memory, nothing copied; closing the buffer leaves the tensor as it
   * is.
   *
   * @throws InvalidInputException if the tensor wraps a Java array, or its first element is not at
   *     a multiple of its size
   */
  public Buffer wrap(Tensor tensor) {
    if (!tensor.isNative()) {
      throw new InvalidInputException(
          "tensor", tensor + " over a Java array", "one in native memory", "upload it instead");
    }
    if (tensor.segment().address() % tensor.dtype().bytes() != 0) {
      throw new InvalidInputException(
          "tensor",
          "at address " + tensor.segment().address(),
          "an address that is a multiple of " + tensor.dtype().bytes(),
          "upload it instead");
    }
    return new CpuBuffer(this, tensor, false);
  }

  @Override
  public Program compile(Graph graph, CompileOptions options) {
    return CpuProgram.of(this, graph, options);
  }

  @Override
  public void close() {}
}
