package org.sciml4j.core.device;

import java.util.List;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/** The reference device, counting what is open and running out of memory when told to. */
public final class CountedDevice implements Device {
  private final Device device = new ReferenceDevice();
  private int open;
  private int allowed = Integer.MAX_VALUE;

  /** Buffers and programs that are not closed. */
  public int open() {
    return open;
  }

  /** Lets that many more buffers be allocated. */
  public void allow(int buffers) {
    allowed = buffers;
  }

  @Override
  public String name() {
    return "counted";
  }

  @Override
  public Buffer allocate(TensorType type) {
    if (allowed-- == 0) {
      throw new OutOfMemoryError("as told");
    }
    return new CountedBuffer(device.allocate(type));
  }

  @Override
  public Program compile(Graph graph, CompileOptions options) {
    return new CountedProgram(device.compile(graph, options));
  }

  @Override
  public void close() {}

  private final class CountedBuffer implements Buffer {
    private final Buffer buffer;
    private boolean closed;

    CountedBuffer(Buffer buffer) {
      this.buffer = buffer;
      open++;
    }

    @Override
    public TensorType type() {
      return buffer.type();
    }

    @Override
    public void copyFrom(Tensor tensor) {
      buffer.copyFrom(tensor);
    }

    @Override
    public void copyTo(Tensor tensor) {
      buffer.copyTo(tensor);
    }

    @Override
    public void close() {
      open -= closed ? 0 : 1;
      closed = true;
      buffer.close();
    }
  }

  private final class CountedProgram implements Program {
    private final Program program;
    private boolean closed;

    CountedProgram(Program program) {
      this.program = program;
      open++;
    }

    @Override
    public Graph graph() {
      return program.graph();
    }

    @Override
    public Device device() {
      return CountedDevice.this;
    }

    @Override
    public Run bind(List<Buffer> inputs, List<Buffer> outputs) {
      return program.bind(inner(inputs), inner(outputs));
    }

    private static List<Buffer> inner(List<Buffer> buffers) {
      return buffers.stream().map(buffer -> ((CountedBuffer) buffer).buffer).toList();
    }

    @Override
    public String explain() {
      return program.explain();
    }

    @Override
    public void close() {
      open -= closed ? 0 : 1;
      closed = true;
      program.close();
    }
  }
}
