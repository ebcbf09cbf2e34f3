package org.sciml4j.bench;

import java.util.Locale;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Grid;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.fit.StencilFit;
import org.sciml4j.operators.fit.StencilFitProblem;

/** Recovers the 5-point Laplacian among all stencils of one size from one periodic random pair. */
final class FitStencil implements Workload {
  private static final Stencil LAPLACIAN =
      Stencil.of(
          new double[] {1, 1},
          new int[][] {{-1, 0}, {0, -1}, {0, 0}, {0, 1}, {1, 0}},
          new double[] {1, 1, -4, 1, 1});

  private final ThreadTeam team;
  private final Tensor u;
  private final Tensor v;
  private final StencilFitProblem problem;
  private final long n;
  private final int size;
  private StencilFit latest;

  FitStencil(BenchOptions options) {
    n = options.n().orElse(512);
    size = options.size().orElse(3);
    team = ThreadTeam.of(options.threads());
    u = RandomKey.of(1).uniform(options.dtype(), n, n);
    v = Tensor.zeros(options.dtype(), n, n);
    Grid grid = Grid.of(1, BoundaryMode.PERIODIC, n, n).withType(options.dtype());
    LAPLACIAN.on(grid).on(team).apply(u, v);
    problem =
        StencilFit.between(TensorField.inSpace("u", u, 1, 1), TensorField.inSpace("v", v, 1, 1))
            .size(size)
            .boundary(BoundaryMode.PERIODIC)
            .team(team);
  }

  @Override
  public void run() {
    latest = problem.fit();
  }

  @Override
  public Work work() {
    return new Work.Unbounded();
  }

  @Override
  public String facts() {
    return String.format(Locale.ROOT, "n=%d size=%d error=%.2e", n, size, error());
  }

  private double error() {
    Stencil found = latest.stencil();
    double worst = 0;
    for (int[] offset : found.offsets()) {
      double difference = found.coefficient(offset) - LAPLACIAN.coefficient(offset);
      worst = Math.max(worst, Math.abs(difference));
    }
    return worst;
  }

  @Override
  public void close() {
    team.close();
    u.close();
    v.close();
  }
}
