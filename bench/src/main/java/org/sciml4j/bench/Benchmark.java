package org.sciml4j.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sciml4j.core.InvalidInputException;

/** Runs one case and prints a line about it, alone or beside another system's command. */
public final class Benchmark {
  private static final int ROUNDS = 3;
  private static final int WARM_UPS = 20;
  private static final Timer PEAK = new Timer(300, 0.5, 200);
  private static final double PROFILED_MS = 2000;
  private static final int PROFILED_CALLS = 1000;
  private static final double LARGE = 256e6;
  private static final Pattern MILLISECONDS = Pattern.compile("\\bms=([0-9.eE+-]+)");

  private final BenchCase benchCase;
  private final BenchOptions options;
  private final Timer timer;

  /** A case and what it runs on. */
  public Benchmark(BenchCase benchCase, BenchOptions options) {
    this(benchCase, options, new Timer(3000, 60, 15));
  }

  Benchmark(BenchCase benchCase, BenchOptions options, Timer timer) {
    this.benchCase = benchCase;
    this.options = options;
    this.timer = timer;
  }

  /**
   * Times the case: {@code stencil_apply dtype=f32 threads=2 ms=0.231 min=0.225 heap=0 ...}, with
   * the bytes a call allocates on the Java heap, followed by its size and by what it reaches of
   * what the machine can do: the bandwidth of a plain copy of the same bytes, or the rate of fused
   * multiply-adds on registers.
   */
  public String run() {
    Timing timing;
    Work work;
    String facts;
    long heap;
    try (Workload workload = benchCase.prepare(options)) {
      timing = timer.time(workload::run);
      heap = new HeapMeter(WARM_UPS * timer.warmUpMs()).bytesPerCall(workload::run);
      work = workload.work();
      facts = workload.facts();
    }
    String line =
        String.format(
            Locale.ROOT,
            "%s dtype=%s threads=%d ms=%.4f min=%.4f heap=%d %s",
            benchCase.label(),
            options.dtype().toString().toLowerCase(Locale.ROOT),
            options.threads(),
            timing.median(),
            timing.minimum(),
            heap,
            facts);
    return switch (work) {
      case Work.Bytes bytes -> line + " " + bandwidth(bytes.count(), timing);
      case Work.Flops flops -> line + " " + operations(flops.count(), timing);
      case Work.Unbounded _ -> line;
    };
  }

  /** Where the time of the case goes, as its program tells; empty for cases that are none. */
  public String profile() {
    try (Workload workload = benchCase.prepare(options)) {
      long calls = Math.round(PROFILED_MS / timer.time(workload::run).median());
      return workload.profile((int) Math.clamp(calls, 1, PROFILED_CALLS));
    }
  }

  private String bandwidth(long bytes, Timing timing) {
    Timing copy = copy(bytes);
    return String.format(
        Locale.ROOT,
        "copy_ms=%.4f gb_per_s=%.1f peak=%.0f%%",
        copy.median(),
        bytes / timing.median() / 1e6,
        100 * copy.median() / timing.median());
  }

  private String operations(long flops, Timing timing) {
    double most;
    try (FmaPeak peak = new FmaPeak(options.dtype(), options.threads())) {
      most = peak.flops() / PEAK.time(peak::run).minimum() / 1e6;
    }
    double reached = flops / timing.median() / 1e6;
    return String.format(
        Locale.ROOT,
        "gflops=%.1f fma_gflops=%.1f peak=%.1f%% copy_gb_per_s=%.1f",
        reached,
        most,
        100 * reached / most,
        LARGE / copy(LARGE).median() / 1e6);
  }

  private Timing copy(double bytes) {
    try (FieldCopy copy = new FieldCopy(options.threads(), bytes)) {
      return timer.time(copy::run);
    }
  }

  /**
   * Runs the case and a command in turn, three times each, and prints the ratio of their medians.
   *
   * @param command a shell command whose output holds {@code ms=} and a number
   * @param print receives each line as it comes
   * @throws InvalidInputException if the command fails or prints no time
   */
  public void runBeside(String command, Consumer<String> print) {
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      String other = outputOf(command);
      theirs[round] = milliseconds(command, other);
      print.accept("beside: " + other.strip());
      String own = run();
      ours[round] = milliseconds(benchCase.label(), own);
      print.accept(own);
    }
    Arrays.sort(ours);
    Arrays.sort(theirs);
    double own = ours[ROUNDS / 2];
    double other = theirs[ROUNDS / 2];
    print.accept(
        String.format(
            Locale.ROOT, "ratio=%.4f ours_ms=%.4f beside_ms=%.4f", own / other, own, other));
  }

  static double milliseconds(String command, String output) {
    Matcher matcher = MILLISECONDS.matcher(output);
    if (!matcher.find()) {
      throw new InvalidInputException(
          "output of '" + command + "'",
          "'" + output.strip() + "'",
          "a line with ms= and a number",
          "print the time that way");
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static String outputOf(String command) {
    try {
      Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new InvalidInputException(
            "command",
            "'" + command + "', which exits with " + process.exitValue(),
            "one that succeeds",
            "run it by itself to see why");
      }
      return output;
    } catch (IOException failure) {
      throw new InvalidInputException("command '" + command + "' could not be started", failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new InvalidInputException("command '" + command + "' was interrupted", interruption);
    }
  }
}
