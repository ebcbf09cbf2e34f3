package org.sciml4j.cli;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sciml4j.bench.BenchCase;
import org.sciml4j.bench.BenchOptions;
import org.sciml4j.bench.Benchmark;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times one of the kernels on this machine. */
@Command(
    name = "bench",
    description = "Time a kernel on this machine: median and least milliseconds per call.")
final class BenchCommand implements Runnable {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "CASE", description = "stencil_apply, stencil_apply3d or stencil_fit.")
  String name;

  @Option(names = "--dtype", paramLabel = "f32|f64", description = "Type of the fields: f32.")
  String dtype = "f32";

  @Option(names = "--threads", paramLabel = "N", description = "Threads: one per processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--n", paramLabel = "N", description = "Points along each axis.")
  Long n;

  @Option(names = "--size", paramLabel = "K", description = "Extent of the stencil: 3.")
  Integer size;

  @Option(
      names = "--beside",
      paramLabel = "COMMAND",
      description =
          "Run this shell command in turn with ours and print the ratio; it prints ms=TIME.")
  String beside;

  @Override
  public void run() {
    requireOdd();
    BenchOptions options =
        new BenchOptions(
            type(),
            threads,
            n == null ? OptionalLong.empty() : OptionalLong.of(n),
            size == null ? OptionalInt.empty() : OptionalInt.of(size));
    Benchmark benchmark = new Benchmark(BenchCase.of(name), options);
    if (beside == null) {
      spec.commandLine().getOut().println(benchmark.run());
    } else {
      benchmark.runBeside(beside, spec.commandLine().getOut()::println);
    }
  }

  private void requireOdd() {
    if (size != null && (size < 1 || size % 2 == 0)) {
      throw new InvalidInputException(
          "--size", size, "an odd positive number", "write for example --size 3");
    }
  }

  private DType type() {
    return switch (dtype.toLowerCase(Locale.ROOT)) {
      case "f32" -> DType.F32;
      case "f64" -> DType.F64;
      default ->
          throw new InvalidInputException("--dtype", dtype, "f32 or f64", "choose one of these");
    };
  }
}
