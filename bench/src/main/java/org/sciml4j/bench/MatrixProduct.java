package org.sciml4j.bench;

import java.util.List;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** One matrix product as a program. */
final class MatrixProduct implements Workload {
  private final ProductShape shape;
  private final ThreadTeam team;
  private final Program program;
  private final Program.Run run;
  private final List<Buffer> buffers;

  MatrixProduct(DType dtype, int threads, ProductShape shape) {
    this.shape = shape;
    team = ThreadTeam.of(threads);
    CpuDevice device = CpuDevice.of(team);
    Value a = Value.input("a", dtype, shape.m(), shape.k());
    Value b = Value.input("b", dtype, shape.k(), shape.n());
    Value c = a.matmul(b);
    program = device.compile(Graph.of(List.of(a, b), c));
    buffers = List.of(random(device, a, 1), random(device, b, 2), device.allocate(c.type()));
    run = program.bind(buffers.subList(0, 2), buffers.subList(2, 3));
  }

  private static Buffer random(CpuDevice device, Value input, long seed) {
    try (Tensor tensor = RandomKey.of(seed).uniform(input.type().dtype(), input.shape())) {
      return device.upload(tensor);
    }
  }

  @Override
  public void run() {
    run.run();
  }

  @Override
  public Work work() {
    return new Work.Flops(shape.flops());
  }

  @Override
  public String profile(int calls) {
    return run.profile(calls);
  }

  @Override
  public String facts() {
    return "m=" + shape.m() + " n=" + shape.n() + " k=" + shape.k();
  }

  @Override
  public void close() {
    program.close();
    buffers.forEach(Buffer::close);
    team.close();
  }
}
