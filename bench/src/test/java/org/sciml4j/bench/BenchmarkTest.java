package org.sciml4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;

class BenchmarkTest {
  private static final BenchOptions SMALL =
      new BenchOptions(DType.F32, 1, OptionalLong.of(32), OptionalInt.of(3), Optional.empty());

  private static final Timer SHORT = new Timer(50, 1, 15);

  @Test
  void should_print_one_line_with_the_agreed_fields() {
    assertThat(new Benchmark(BenchCase.STENCIL_APPLY, SMALL, SHORT).run())
        .matches(
            "stencil_apply dtype=f32 threads=1 ms=[0-9.]+ min=[0-9.]+ heap=[0-9]+ n=32 size=3 .*");
  }

  @Test
  void should_time_a_learned_step_beside_its_stencils() {
    Benchmark benchmark = new Benchmark(BenchCase.PDE_STEP, SMALL, SHORT);
    assertThat(benchmark.run())
        .matches("pde_step dtype=f32 .* heap=[0-9]+ n=32 size=3 sweeps=5 sweeps_ms=[0-9.]+ .*");
    assertThat(benchmark.profile()).contains("convolution").contains("over input batch 0");
  }

  @Test
  void should_report_the_error_of_a_fit() {
    BenchOptions options =
        new BenchOptions(DType.F64, 2, OptionalLong.of(32), OptionalInt.empty(), Optional.empty());
    String line = new Benchmark(BenchCase.STENCIL_FIT, options, SHORT).run();
    assertThat(Double.parseDouble(line.replaceAll(".*error=(\\S+).*", "$1"))).isLessThan(1e-12);
  }

  @Test
  void should_report_the_error_of_influence_kernels() {
    BenchOptions options =
        new BenchOptions(DType.F64, 2, OptionalLong.of(9), OptionalInt.empty(), Optional.empty());
    for (BenchCase one : List.of(BenchCase.MKS_FIT, BenchCase.MKS_PREDICT)) {
      String line = new Benchmark(one, options, SHORT).run();
      assertThat(line).contains("samples=100 n=9 functions=10 ");
      assertThat(Double.parseDouble(line.replaceAll(".*error=(\\S+).*", "$1"))).isLessThan(1e-3);
    }
  }

  @Test
  void should_print_what_a_product_reaches_of_the_machine() {
    BenchOptions options = SMALL.with(ProductShape.parse("8x6x4"));
    assertThat(new Benchmark(BenchCase.GEMM, options, SHORT).run())
        .matches("gemm .* m=8 n=6 k=4 gflops=.* fma_gflops=.* peak=[0-9.]+% copy_gb_per_s=.*");
  }

  @Test
  void should_print_facts_about_a_training_step() {
    BenchOptions options =
        new BenchOptions(DType.F32, 2, OptionalLong.of(4), OptionalInt.empty(), Optional.empty());
    assertThat(new Benchmark(BenchCase.SINDY_STEP, options, SHORT).run())
        .matches("sindy_step dtype=f32 .* heap=.* batch=4 parameters=21055 loss=.* gflops=.*");
  }

  @Test
  void should_tell_where_the_time_of_a_program_goes() {
    BenchOptions options = SMALL.with(ProductShape.parse("8x6x4"));
    assertThat(new Benchmark(BenchCase.GEMM, options, SHORT).profile())
        .containsPattern("[0-9.]+ ms +[0-9.]+ % +0 gemm ");
    assertThat(new Benchmark(BenchCase.STENCIL_APPLY, SMALL, SHORT).profile()).isEmpty();
  }

  @Test
  void should_refuse_a_product_without_shape() {
    assertThatThrownBy(() -> ProductShape.parse("8x6"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1024x128x64");
  }

  @Test
  void should_count_what_is_allocated() {
    int[][] kept = new int[1][];
    assertThat(new HeapMeter(50).bytesPerCall(() -> kept[0] = new int[1000])).isEqualTo(4016);
    assertThat(new HeapMeter(50).bytesPerCall(() -> kept[0][0]++)).isZero();
  }

  @Test
  void should_name_the_cases_when_asked_for_another() {
    assertThatThrownBy(() -> BenchCase.of("gem"))
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
