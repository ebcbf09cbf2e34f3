package org.sciml4j.core.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

class ExplanationTest {
  private static final Path PAGE = Path.of("..", "docs", "reading-an-explained-program.md");

  /** The second block of code of the page. */
  private static String printed() throws IOException {
    return Files.readString(PAGE).split("```(java)?\n")[3];
  }

  private static String withoutArena(String text) {
    return text.replaceFirst("arena .* without", "arena ARENA; SUM without");
  }

  /** The arena's size holds the kernels' scratch memory, which depends on the vectors' length. */
  @Test
  void printsWhatThePageOnItShows() throws IOException {
    Value x = Value.input("x", DType.F32, 64, 10);
    Value y = Value.input("y", DType.F32, 64, 3);
    Value w = Value.input("w", DType.F32, 10, 3);
    Value b = Value.input("b", DType.F32, 3);
    Value loss = x.matmul(w).plus(b).tanh().minus(y).square().mean();
    List<Value> gradients = Autodiff.grad(loss, List.of(w, b));
    Graph graph =
        Graph.of(
            List.of(x, y, w, b),
            loss,
            w.minus(gradients.get(0).times(0.1)),
            b.minus(gradients.get(1).times(0.1)));
    CompileOptions options = CompileOptions.DEFAULT.overwriting(2, 1).overwriting(3, 2);
    try (ThreadTeam team = ThreadTeam.of(1);
        Program program = CpuDevice.of(team).compile(graph, options)) {
      assertThat(withoutArena(program.explain())).isEqualTo(withoutArena(printed()));
      if (VectorShape.preferredShape().vectorBitSize() == 512) {
        assertThat(program.explain()).isEqualTo(printed());
      }
    }
  }
}
