package org.sciml4j.pde.discretization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.pde.rollout.RolloutObjective;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;

/** Learned discretisations inside the rollouts that all time steps are trained by. */
class LearnedRolloutTest {
  private static final int N = 16;
  private static final double DT = 0.2;
  private static final int STEPS = 2;
  private static final int WINDOWS = 16;

  /** u(x - t) of four waves, {@code [windows, 1, snapshots, N]}. */
  private static Tensor advectedWaves() {
    Tensor windows = Tensor.zeros(DType.F64, WINDOWS, 1, STEPS + 1, N);
    for (int window = 0; window < WINDOWS; window++) {
      RandomKey key = RandomKey.of(4).child(window);
      for (int step = 0; step <= STEPS; step++) {
        for (int i = 0; i < N; i++) {
          double sum = 0;
          for (int k = 1; k <= 4; k++) {
            double x = 2 * Math.PI * i / N - step * DT;
            sum += key.normal(k) / k * Math.sin(k * x + 2 * Math.PI * key.uniform(k));
          }
          windows.setFlat((window * (STEPS + 1L) + step) * N + i, sum);
        }
      }
    }
    return windows;
  }

  /** Four points to a wave: the stencil of order four lags, and a trained one does not. */
  @Test
  void rolloutsTeachStencilsToCarryShortWaves() {
    PlainForm advection =
        new PlainForm(
            LearnedStencils.periodic(
                new CoefficientNetwork(2, 8, 3, Activations.TANH, Optional.empty()),
                new double[] {2 * Math.PI / N},
                LearnedStencil.atPoint(1, 2, 2)),
            (u, q) -> q.getFirst().negate());
    TimeStep step = new TimeStep(advection, ButcherTableau.RK4, DT);
    try (Tensor windows = advectedWaves();
        TrainingResult result =
            Trainer.of(RolloutObjective.of(step), Adam.of(1e-2), CpuDevice.common())
                .dtype(DType.F64)
                .batchSize(WINDOWS)
                .epochs(60)
                .train(TensorDataset.of(windows))) {
      double untrained = result.history().epochs().getFirst().loss();
      double trained = result.history().epochs().getLast().loss();
      assertThat(untrained).isGreaterThan(5e-4);
      assertThat(trained).isLessThan(untrained / 4);
    }
  }
}
