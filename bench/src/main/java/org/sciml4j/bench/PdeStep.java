package org.sciml4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Grid;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.StencilOperator;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.stepper.Stepper;
import org.sciml4j.pde.stepper.UnstableStep;

/**
 * A forward Euler step of a polynomial in five learned derivatives {@code D_i u} on a periodic
 * random field, beside the time that the five stencils take one by one.
 */
final class PdeStep implements Workload {
  private static final Timer BESIDE = new Timer(1000, 60, 15);

  private final ThreadTeam team;
  private final Parameters parameters;
  private final Stepper stepper;
  private final Tensor u;
  private final Tensor out;
  private final List<StencilOperator> sweeps = new ArrayList<>();
  private final long n;
  private final int size;

  PdeStep(BenchOptions options, int degree) {
    n = options.n().orElse(1024);
    size = options.size().orElse(5);
    ConstrainedStencils stencils =
        ConstrainedStencils.upTo(2, size, 1, 1)
            .derivatives(
                MultiIndex.of(1, 0),
                MultiIndex.of(0, 1),
                MultiIndex.of(2, 0),
                MultiIndex.of(1, 1),
                MultiIndex.of(0, 2));
    TimeStep step = TimeStep.euler(Sequential.of(stencils, Polynomial.of(1, degree)), 1e-3);
    parameters = Model.of(step, options.dtype(), 1, n, n).initialize(RandomKey.of(1));
    for (Tensor numbers : parameters.asMap().values()) {
      for (long i = 0; i < numbers.count(); i++) {
        numbers.setFlat(i, 0.01 * (1 + i));
      }
    }
    team = ThreadTeam.of(options.threads());
    TensorType state = new TensorType(options.dtype(), 1, n, n);
    stepper = Stepper.of(step, parameters, state, CpuDevice.of(team), UnstableStep.ALLOW);
    Grid grid = Grid.of(1, BoundaryMode.PERIODIC, n, n).withType(options.dtype());
    for (Stencil stencil : stencils.stencils(parameters, "constrained_stencils")) {
      sweeps.add(stencil.on(grid).on(team));
    }
    u = RandomKey.of(2).uniform(options.dtype(), n, n);
    out = Tensor.zeros(options.dtype(), n, n);
  }

  @Override
  public void run() {
    stepper.step(u);
  }

  @Override
  public Work work() {
    return new Work.Bytes(2 * u.segment().byteSize());
  }

  @Override
  public String profile(int calls) {
    return stepper.profile(u, calls);
  }

  @Override
  public String facts() {
    Timing beside = BESIDE.time(() -> sweeps.forEach(sweep -> sweep.apply(u, out)));
    return String.format(
        Locale.ROOT,
        "n=%d size=%d sweeps=%d sweeps_ms=%.4f",
        n,
        size,
        sweeps.size(),
        beside.median());
  }

  @Override
  public void close() {
    stepper.close();
    parameters.close();
    team.close();
    u.close();
    out.close();
  }
}
