package org.sciml4j.pde.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Masked;
import org.sciml4j.pde.scheme.TimeStep;

class RolloutTrainingTest {
  private static final double DT = 0.05;

  /** {@code u' = a u - b u³}. */
  private static TimeStep step(double a, double b) {
    Layer f =
        (u, scope) ->
            u.times(scope.parameter("a", Initializers.constant(a)))
                .minus(u.power(3).times(scope.parameter("b", Initializers.constant(b))));
    return TimeStep.euler(f, DT);
  }

  private static Tensor data(int trajectories, int steps, int points) {
    SplittableRandom random = new SplittableRandom(4);
    Tensor states = Tensor.zeros(DType.F64, trajectories, steps + 1, points);
    double[] start = random.doubles((long) trajectories * points, -1, 1).toArray();
    double[] all =
        LayerRun.of(Rollout.of(step(1, 2), steps).returnAll(), start, trajectories, 1, points);
    for (int i = 0; i < trajectories; i++) {
      for (int p = 0; p < points; p++) {
        states.set(start[i * points + p], i, 0, p);
        for (int t = 0; t < steps; t++) {
          states.set(all[(i * steps + t) * points + p], i, t + 1, p);
        }
      }
    }
    return states;
  }

  private static SnapshotWindows windows(Tensor states, RolloutStage stage) {
    return SnapshotWindows.ofTensors(List.of(states), DT, new double[] {1}, stage.blocks());
  }

  private static RolloutTraining training(TimeStep step, List<RolloutStage> stages) {
    return RolloutTraining.of(stage -> step, stages, CpuDevice.common()).dtype(DType.F64);
  }

  @Test
  void stagesOfMoreAndMoreBlocksFindTheEquation() {
    List<RolloutStage> stages = new ArrayList<>();
    stages.add(RolloutStage.of(1, StageOptimizer.adam(0.05, 8, 3)).noise(1e-3));
    stages.addAll(RolloutStage.curriculum(StageOptimizer.lbfgs(20), 1, 3));
    stages.add(RolloutStage.of(4, StageOptimizer.leastSquares(20)).endPoint());
    try (Tensor states = data(4, 6, 5);
        RolloutResult result =
            training(step(0, 0), stages).train(stage -> windows(states, stage))) {
      assertThat(result.divergence()).isEmpty();
      assertThat(result.histories()).hasSize(4);
      assertThat(result.parameters().get("a").getFlat(0)).isCloseTo(1, within(1e-10));
      assertThat(result.parameters().get("b").getFlat(0)).isCloseTo(2, within(1e-10));
    }
  }

  @Test
  void interruptedTrainingsGoOnWithTheSameBits(@TempDir Path folder) {
    List<RolloutStage> stages =
        List.of(
            RolloutStage.of(1, StageOptimizer.adam(0.05, 8, 3)),
            RolloutStage.of(2, StageOptimizer.adam(0.02, 8, 4)).noise(0.01));
    try (Tensor states = data(4, 4, 5);
        RolloutResult whole = training(step(0, 0), stages).train(stage -> windows(states, stage))) {
      RolloutTraining interrupted = training(step(0, 0), stages).directory(folder);
      int[] asked = {0};
      assertThatThrownBy(
              () ->
                  interrupted
                      .resume(
                          stage -> {
                            if (asked[0]++ == 1) {
                              throw new IllegalStateException("killed");
                            }
                            return windows(states, stage);
                          })
                      .close())
          .hasMessage("killed");
      assertThat(folder.resolve("stage-00.safetensors")).exists();
      try (RolloutResult resumed =
          training(step(0, 0), stages).directory(folder).resume(s -> windows(states, s))) {
        assertThat(resumed.histories()).hasSize(1);
        for (String name : List.of("a", "b")) {
          assertThat(resumed.parameters().get(name).toDoubles())
              .containsExactly(whole.parameters().get(name).toDoubles());
        }
      }
      assertThat(folder).isDirectoryNotContaining("glob:**.checkpoint");
      List<RolloutStage> other = List.of(stages.get(1));
      assertThatThrownBy(
              () -> training(step(0, 0), other).directory(folder).resume(s -> windows(states, s)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("stage file");
    }
  }

  private static double[] diffusivity(double fill, double unknown) {
    double[] sea = {1, 1, 0, unknown, unknown, unknown, 1, 1, 1, 1, 1, 1};
    ConstrainedStencils second =
        ConstrainedStencils.upTo(2, 5, 1).derivatives(MultiIndex.of(2)).accuracy(2);
    try (Tensor states = data(4, 4, 12);
        Tensor mask = Tensor.of(sea, 12)) {
      for (int i = 0; i < 4; i++) {
        for (int t = 0; t <= 4; t++) {
          states.set(0.5, i, t, 2);
          for (int p = 3; p < 6; p++) {
            states.set(fill, i, t, p);
          }
        }
      }
      TimeStep step = TimeStep.euler(new Masked(second, mask), DT);
      List<RolloutStage> stages = RolloutStage.curriculum(StageOptimizer.lbfgs(10), 1, 2);
      try (RolloutResult result = training(step, stages).train(stage -> windows(states, stage))) {
        return result.parameters().asMap().values().iterator().next().toDoubles();
      }
    }
  }

  @Test
  void whatStandsWhereNobodyKnowsTheFieldDoesNotMatter() {
    double[] trained = diffusivity(0, Double.NaN);
    assertThat(diffusivity(1e3, Double.NaN)).containsExactly(trained);
    assertThat(diffusivity(1e3, 0)).isNotEqualTo(diffusivity(0, 0));
  }

  /** One step of {@code u' = a u} fits {@code -σ²/dt} of the noise into a; the centred fit none. */
  @Test
  void centredFitsDoNotTakeNoiseForDiffusion() {
    int points = 20_000;
    double dt = 0.1;
    double deviation = 0.2;
    SplittableRandom random = new SplittableRandom(5);
    double energy = 1 / 3.0;
    try (Tensor states = Tensor.zeros(DType.F64, 1, 3, points)) {
      for (int p = 0; p < points; p++) {
        double start = random.nextDouble(-1, 1);
        for (int t = 0; t < 3; t++) {
          states.set(start * Math.exp((1 - t) * dt) + deviation * random.nextGaussian(), 0, t, p);
        }
      }
      double pulled = rate(states, dt, RolloutStage.of(1, StageOptimizer.leastSquares(10)));
      double centred = rate(states, dt, RolloutStage.centred(StageOptimizer.leastSquares(10)));
      double attenuation = energy / (energy + deviation * deviation);
      assertThat(pulled).isLessThan(-1.7);
      assertThat(centred).isCloseTo(-attenuation * Math.sinh(dt) / dt, within(0.05));
    }
  }

  private static double rate(Tensor states, double dt, RolloutStage stage) {
    Layer f = (u, scope) -> u.times(scope.parameter("a", Initializers.ZEROS));
    try (RolloutResult result =
        training(TimeStep.euler(f, dt), List.of(stage))
            .train(
                any ->
                    SnapshotWindows.ofTensors(
                        List.of(states), dt, new double[] {1}, any.blocks()))) {
      return result.parameters().get("a").getFlat(0);
    }
  }

  @Test
  void divergenceKeepsTheLastGoodModel(@TempDir Path folder) {
    List<RolloutStage> stages =
        List.of(
            RolloutStage.of(1, StageOptimizer.lbfgs(20)),
            RolloutStage.of(30, StageOptimizer.adam(1e3, 4, 5)));
    try (Tensor states = data(4, 40, 5);
        RolloutResult result =
            training(step(0, 0), stages).directory(folder).train(stage -> windows(states, stage))) {
      assertThat(result.divergence()).isPresent();
      assertThat(result.divergence().orElseThrow()).contains("stage 1", "loss is");
      assertThat(Arrays.stream(result.parameters().get("b").toDoubles()).allMatch(Double::isFinite))
          .isTrue();
      assertThat(Files.exists(folder.resolve("stage-00.safetensors"))).isTrue();
      assertThat(Files.exists(folder.resolve("stage-01.safetensors"))).isFalse();
    }
  }

  @Test
  void windowsOfAnotherLengthAreRefused() {
    try (Tensor states = data(1, 4, 5)) {
      RolloutStage two = RolloutStage.of(2, StageOptimizer.lbfgs(1));
      assertThatThrownBy(
              () ->
                  training(step(0, 0), List.of(two))
                      .train(stage -> windows(states, RolloutStage.of(3, StageOptimizer.lbfgs(1)))))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("2 blocks");
      assertThatThrownBy(() -> training(step(0, 0), List.of()))
          .isInstanceOf(InvalidInputException.class);
    }
  }
}
