package org.sciml4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;

class BenchmarkTest {
  private static final BenchOptions SMALL =
      new BenchOptions(DType.F32, 1, OptionalLong.of(32), OptionalInt.of(3));

  private static final Timer SHORT = new Timer(50, 1);

  @Test
  void should_print_one_line_with_the_agreed_fields() {
    assertThat(new Benchmark(BenchCase.STENCIL_APPLY, SMALL, SHORT).run())
        .matches("stencil_apply dtype=f32 threads=1 ms=[0-9.]+ min=[0-9.]+ n=32 size=3 .*");
  }

  @Test
  void should_report_the_error_of_a_fit() {
    BenchOptions options = new BenchOptions(DType.F64, 2, OptionalLong.of(32), OptionalInt.empty());
    String line = new Benchmark(BenchCase.STENCIL_FIT, options, SHORT).run();
    assertThat(Double.parseDouble(line.replaceAll(".*error=(\\S+).*", "$1"))).isLessThan(1e-12);
  }

  @Test
  void should_name_the_cases_when_asked_for_another() {
    assertThatThrownBy(() -> BenchCase.of("gemm"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("stencil_apply, stencil_apply3d, stencil_fit");
  }

  @Test
  void should_refuse_a_command_that_fails_or_prints_no_time() {
    List<String> lines = new ArrayList<>();
    Benchmark benchmark = new Benchmark(BenchCase.STENCIL_APPLY3D, SMALL);
    assertThatThrownBy(() -> benchmark.runBeside("exit 3", lines::add))
        .hasMessageContaining("exits with 3");
    assertThatThrownBy(() -> benchmark.runBeside("echo hello", lines::add))
        .hasMessageContaining("hello");
    assertThat(lines).isEmpty();
    assertThat(Benchmark.milliseconds("x", "peer 3x3 n=8 ms=0.25 min=0.2")).isEqualTo(0.25);
  }
}
