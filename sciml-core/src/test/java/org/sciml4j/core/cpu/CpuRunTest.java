package org.sciml4j.core.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class CpuRunTest {
  private final Value x = Value.input("x", DType.F32, 100, 40);
  private final Value w = Value.input("w", DType.F32, 40, 40);

  /** One descent step of a recurrent network of three steps. */
  Graph step() {
    Value h = Value.input("h", x.type());
    Value same = Value.input("same", w.type());
    Graph body = Graph.of(List.of(h, same), h.matmul(same).tanh());
    Value end = new Loop(body, 3, 1, 0, false, Checkpointing.NONE).on(List.of(x, w)).getFirst();
    Value loss = end.minus(x.reverse(0)).square().mean();
    return Graph.of(
        List.of(x, w), loss, w.minus(Autodiff.grad(loss, w).times(0.1)), end.max(0).sum());
  }

  static final CompileOptions IN_PLACE = CompileOptions.DEFAULT.overwriting(1, 1);

  @Test
  void bitsDoNotDependOnTheNumberOfThreads() {
    List<double[]> first = null;
    for (int threads = 1; threads <= 3; threads++) {
      try (ThreadTeam team = ThreadTeam.of(threads)) {
        List<double[]> results = results(CpuDevice.of(team), 5);
        first = first == null ? results : first;
        for (int i = 0; i < results.size(); i++) {
          assertThat(results.get(i)).containsExactly(first.get(i));
        }
      }
    }
  }

  private List<double[]> results(CpuDevice device, int runs) {
    try (Tensor input = RandomKey.of(1).normal(DType.F32, x.shape());
        Tensor weights = RandomKey.of(2).uniform(DType.F32, 40, 40);
        Tensor loss = Tensor.zeros(DType.F32);
        Tensor other = Tensor.zeros(DType.F32);
        Program program = device.compile(step(), IN_PLACE)) {
      Buffer shared = device.wrap(weights);
      Program.Run run =
          program.bind(
              List.of(device.wrap(input), shared),
              List.of(device.wrap(loss), shared, device.wrap(other)));
      for (int i = 0; i < runs; i++) {
        run.run();
      }
      return List.of(weights.toDoubles(), loss.toDoubles(), other.toDoubles());
    }
  }

  /** In a process of its own, whose compiler has seen no other program. */
  @Test
  void runsAllocateNothingOnceTheyAreCompiled() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), AllocationCount.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).endsWith("allocated 0 bytes\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void compilingRunningAndClosingLeavesMemoryFlat() throws IOException {
    Value a = Value.input("a", DType.F64, 8, 8);
    Graph graph = Graph.of(List.of(a), a.matmul(a).tanh().sum());
    CpuDevice device = CpuDevice.common();
    try (Tensor input = RandomKey.of(1).normal(DType.F64, 8, 8);
        Tensor output = Tensor.zeros(DType.F64)) {
      List<Buffer> in = List.of(device.wrap(input));
      List<Buffer> out = List.of(device.wrap(output));
      long before = 0;
      for (int i = 0; i < 10_000; i++) {
        if (i == 5000) {
          before = residentBytes();
        }
        try (Program program = device.compile(graph)) {
          program.bind(in, out).run();
        }
      }
      assertThat(residentBytes() - before).isLessThan(64L << 20);
    }
  }

  private static long residentBytes() throws IOException {
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
    return Long.parseLong(pages) * 4096;
  }

  @Test
  void largeGraphsCompileFast() {
    List<Value> values = new ArrayList<>(List.of(x, w));
    for (int i = 0; i < 1000; i++) {
      Value last = values.getLast();
      values.add(i % 3 == 0 ? last.matmul(w) : last.matmul(w).tanh().plus(values.get(i / 2).sum()));
    }
    Graph graph = Graph.of(List.of(x, w), values.getLast());
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 6; i++) {
      long start = System.nanoTime();
      try (Program program = CpuDevice.common().compile(graph)) {
        assertThat(program.graph()).isSameAs(graph);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(1));
  }
}
