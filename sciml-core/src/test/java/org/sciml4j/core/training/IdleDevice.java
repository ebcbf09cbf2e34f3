package org.sciml4j.core.training;

import java.util.List;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;

/**
 * The processor's memory with programs that compute nothing: what is left is the training's own.
 */
record IdleDevice() implements Device {
  @Override
  public String name() {
    return "idle";
  }

  @Override
  public Buffer allocate(TensorType type) {
    return CpuDevice.common().allocate(type);
  }

  @Override
  public Program compile(Graph graph, CompileOptions options) {
    return new IdleProgram(graph, this);
  }

  @Override
  public void close() {}

  private record IdleProgram(Graph graph, Device device) implements Program {
    @Override
    public Run bind(List<Buffer> inputs, List<Buffer> outputs) {
      return () -> {};
    }

    @Override
    public String explain() {
      return "";
    }

    @Override
    public void close() {}
  }
}
