package org.sciml4j.core.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

class ExplanationTest {
  private static final String EXPECTED =
      """
      program of 35 values in 7 instructions
        %0 = input x f32[64, 10]
        %1 = input y f32[64, 3]
        %2 = input w f32[10, 3]
        %3 = input b f32[3]
          0 gemm            3.4 KB    3.8 kF  %0[1, 64, 10] x %2[1, 10, 3] -> %4[64, 3]
          1 reduce          3.0 KB    1.0 kF  [64, 3] %6 = tanh((%4 + %3)), %7 = (%6 - %1), \
      %8 = sum[0, 1]((%7 * %7))
          2 elementwise        8 B    0.0 kF  [] %10 = (%8 / 192)
          3 reduce          2.3 KB    1.2 kF  [64, 3] %12 = (((%7 * 0.0052083335) + \
      (%7 * 0.0052083335)) * (1 - (%6 * %6))), %13 = sum[0](%12)
          4 gemm            3.4 KB    3.8 kF  %0[1, 10, 64] at 0 by [10, 1, 10] x %12[1, 64, 3] \
      -> %15[10, 3]
          5 elementwise      360 B    0.1 kF  [10, 3] %2 = (%2 - (%15 * 0.1))
          6 elementwise       36 B    0.0 kF  [3] %3 = (%3 - (%13 * 0.1))
        output 0 f32[] = %10
        output 1 f32[10, 3] = %2, over input w
        output 2 f32[3] = %3, over input b
      arena ARENA; SUM without sharing; constants 0 B
      one run moves 12.4 KB and takes 9859 floating-point operations
      """;

  /** Without the size of the arena, which scratch memory of the kernels is part of. */
  @Test
  void tellsInstructionsMemoryAndTotals() {
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
      String text = program.explain().replaceFirst("arena .* without", "arena ARENA; SUM without");
      assertThat(text).isEqualTo(EXPECTED);
    }
  }
}
