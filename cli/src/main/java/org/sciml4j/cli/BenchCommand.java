package org.sciml4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sciml4j.bench.BenchCase;
import org.sciml4j.bench.BenchOptions;
import org.sciml4j.bench.Benchmark;
import org.sciml4j.bench.ProductShape;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times a kernel or a training step on this machine. */
@Command(
    name = "bench",
    description =
        "Time a kernel or a training step on this machine: median and least milliseconds per call,"
            + " bytes allocated on the Java heap per call, and what share of the machine's peak it"
            + " reaches.")
final class BenchCommand implements Runnable {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "CASE",
      description =
          "stencil_apply, stencil_apply3d, stencil_fit, pde_step, pde_polynomial, gemm, sindy_step,"
              + " resnet_step, cnn_step, lstm_step, mks_fit or mks_predict.")
  String name;

  @Option(names = "--dtype", paramLabel = "f32|f64", description = "Type of the fields: f32.")
  String dtype = "f32";

  @Option(names = "--threads", paramLabel = "N", description = "Threads: one per processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--n",
      paramLabel = "N",
      description = "Points along each axis; samples in a batch; extent of the matrices.")
  Long n;

  @Option(names = "--size", paramLabel = "K", description = "Extent of the stencil: 3.")
  Integer size;

  @Option(
      names = "--product",
      paramLabel = "MxNxK",
      split = ",",
      description =
          "Shapes for gemm, a line each: of an M by K and a K by N matrix; networks for those of"
              + " the training steps.")
  List<String> products = List.of();

  @Option(
      names = "--profile",
      description = "Print the time of each instruction of the program instead.")
  boolean profile;

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
            size == null ? OptionalInt.empty() : OptionalInt.of(size),
            Optional.empty());
    BenchCase benchCase = BenchCase.of(name);
    if (products.isEmpty()) {
      run(new Benchmark(benchCase, options));
    }
    for (String product : products) {
      shapes(product).forEach(shape -> run(new Benchmark(benchCase, options.with(shape))));
    }
  }

  private void run(Benchmark benchmark) {
    PrintWriter out = spec.commandLine().getOut();
    if (profile) {
      out.print(benchmark.profile());
    } else if (beside == null) {
      out.println(benchmark.run());
      out.flush();
    } else {
      benchmark.runBeside(beside, out::println);
    }
  }

  private static List<ProductShape> shapes(String text) {
    return "networks".equals(text) ? ProductShape.OF_NETWORKS : List.of(ProductShape.parse(text));
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
