package org.sciml4j.bench;

import java.util.Locale;
import org.sciml4j.bench.step.TrainingCase;
import org.sciml4j.bench.step.TrainingProgram;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.parallel.ThreadTeam;

/** One training step of a network with Adam, rate 1e-3. */
final class NetworkStep implements Workload {
  private final ThreadTeam team;
  private final TrainingProgram program;
  private final long samples;

  NetworkStep(BenchOptions options, TrainingCase trained, long defaultSamples) {
    samples = options.n().orElse(defaultSamples);
    team = ThreadTeam.of(options.threads());
    program =
        new TrainingProgram(trained, options.dtype(), samples, Adam.of(1e-3), CpuDevice.of(team));
  }

  @Override
  public void run() {
    program.run();
  }

  @Override
  public Work work() {
    return new Work.Flops(program.flops());
  }

  @Override
  public String profile(int calls) {
    return program.profile(calls);
  }

  @Override
  public String facts() {
    return String.format(
        Locale.ROOT,
        "batch=%d parameters=%d loss=%.6g",
        samples,
        program.parameterCount(),
        program.loss());
  }

  @Override
  public void close() {
    program.close();
    team.close();
  }
}
