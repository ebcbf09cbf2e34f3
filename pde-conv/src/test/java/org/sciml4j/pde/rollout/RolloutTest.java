package org.sciml4j.pde.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.scheme.AdamsBashforth;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.Leapfrog;
import org.sciml4j.pde.scheme.StepScheme;
import org.sciml4j.pde.scheme.TimeStep;

class RolloutTest {
  /** {@code u' = r u (1 - u)}, r = 2 at first. */
  private static final Layer GROWTH =
      (u, scope) ->
          u.times(scope.parameter("r", Initializers.constant(2))).times(u.negate().plus(1));

  private static final double[] START = {0.1, 0.2, 0.3};

  static List<StepScheme> schemes() {
    return List.of(
        ButcherTableau.FORWARD_EULER, ButcherTableau.RK4, AdamsBashforth.AB3, new Leapfrog());
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void allStatesEndWithTheLast(StepScheme scheme) {
    TimeStep step = new TimeStep(GROWTH, scheme, 0.1);
    double[] inJava = START;
    Layer five =
        (u, scope) -> {
          List<Value> carried = List.of(u);
          for (int k = 0; k < 5; k++) {
            carried = step.step(carried, scope);
          }
          return carried.getFirst();
        };

    double[] all = LayerRun.of(Rollout.of(step, 5).returnAll(), START, 1, 1, 3);

    assertThat(all).hasSize(15);
    double[] last = Arrays.copyOfRange(all, 12, 15);
    assertThat(LayerRun.of(Rollout.of(step, 5), START, 1, 1, 3)).containsExactly(last);
    assertThat(LayerRun.of(five, inJava, 1, 1, 3)).containsExactly(last, within(1e-15));
    assertThat(LayerRun.of(Rollout.of(step, 1), START, 1, 1, 3))
        .containsExactly(Arrays.copyOf(all, 3));
    assertThat(LayerRun.of(Rollout.of(step, 2).returnAll(), START, 1, 1, 3))
        .containsExactly(Arrays.copyOf(all, 6), within(1e-15));
  }

  @Test
  void blocksShareParametersOrNot() {
    Rollout rollout = Rollout.of(TimeStep.euler(GROWTH, 0.1), 3);
    assertThat(names(rollout)).containsExactly("r");
    assertThat(names(rollout.unshared())).containsExactly("block_0/r", "block_1/r", "block_2/r");
    assertThat(LayerRun.of(rollout.unshared(), START, 1, 1, 3))
        .containsExactly(LayerRun.of(rollout, START, 1, 1, 3), within(1e-15));
    assertThatThrownBy(() -> Rollout.of(TimeStep.euler(GROWTH, 0.1), 0))
        .isInstanceOf(InvalidInputException.class);
  }

  private static List<String> names(Layer layer) {
    return Model.of(layer, DType.F64, 1, 3).parameters().stream().map(ParameterSpec::name).toList();
  }

  /** d loss / d r of a window whose data are zero but for the start. */
  private static double slope(RolloutObjective objective, int steps) {
    Traced traced =
        Traced.of(
            objective, DType.F64, List.of(new TensorType(DType.F64, 1, 1, steps + 1, 3)), false);
    Value slope = Autodiff.grad(traced.result(), traced.trainableInputs()).getFirst();
    try (Program program =
            CpuDevice.common()
                .compile(
                    Graph.of(
                        List.of(
                            traced.batchInputs().getFirst(), traced.parameterInputs().getFirst()),
                        slope));
        Tensor window = Tensor.zeros(DType.F64, 1, 1, steps + 1, 3);
        Tensor r = Tensor.zeros(DType.F64).fill(2)) {
      for (int i = 0; i < 3; i++) {
        window.setFlat(i, START[i]);
      }
      return program.call(window, r).getFirst().getFlat(0);
    }
  }

  @Test
  void checkpointsDoNotChangeTheGradient() {
    RolloutObjective objective = RolloutObjective.of(TimeStep.euler(GROWTH, 0.1));
    RolloutObjective kept =
        new RolloutObjective(
            objective.step(),
            LossPoints.ALL,
            true,
            0,
            List.of(),
            false,
            objective.loss(),
            1,
            List.of(),
            Checkpointing.SQUARE_ROOT);

    assertThat(slope(kept, 20)).isCloseTo(slope(objective, 20), within(1e-14));
  }

  /** Two variables that stay as they are, off by 1 and 100: each counts in its own size. */
  @Test
  void differencesAreMeasuredInTheSizesOfTheirVariables() {
    RolloutObjective objective = RolloutObjective.of(TimeStep.euler((u, scope) -> u.times(0), 1));
    for (LossPoints points : LossPoints.values()) {
      RolloutStage stage =
          points == LossPoints.END
              ? RolloutStage.of(2, StageOptimizer.lbfgs(1)).endPoint()
              : RolloutStage.of(2, StageOptimizer.lbfgs(1));
      RolloutObjective sized =
          RolloutObjective.of(objective.step(), stage, 1).sizes(List.of(2.0, 50.0));
      double[] window = {0, 1, 1, 0, 100, 100};
      TensorType type = new TensorType(DType.F64, 1, 2, 3, 1);
      Traced traced = Traced.of(sized, DType.F64, List.of(type), false);
      try (Program program = CpuDevice.common().compile(traced.graph())) {
        TensorType key = traced.graph().inputs().getLast().type();
        double loss =
            program
                .call(Tensor.of(window, 1, 2, 3, 1), Tensor.zeros(key.dtype(), key.shape()))
                .getFirst()
                .getFlat(0);
        assertThat(loss).isCloseTo((0.25 + 4) / 2, within(1e-14));
      }
    }
    assertThatThrownBy(() -> objective.sizes(List.of(0.0)))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Where nothing changes the loss is the variance of the noise. */
  @Test
  void noiseIsInTheUnitsOfItsVariable() {
    long points = 20_000;
    RolloutObjective noisy =
        RolloutObjective.of(
                TimeStep.euler((u, scope) -> u.times(0), 1),
                RolloutStage.of(1, StageOptimizer.lbfgs(1)).noise(0.1),
                1)
            .noiseUnits(List.of(1.0, 30.0));
    TensorType type = new TensorType(DType.F64, 1, 2, 2, points);
    double[] losses = new double[2];
    for (int variable = 0; variable < 2; variable++) {
      // The other variable is divided by so much that it counts for nothing.
      List<Double> sizes = variable == 0 ? List.of(1.0, 1e9) : List.of(1e9, 1.0);
      Traced traced = Traced.of(noisy.sizes(sizes), DType.F64, List.of(type), true);
      try (Program program = CpuDevice.common().compile(traced.graph());
          Tensor windows = Tensor.zeros(DType.F64, type.shape())) {
        TensorType key = traced.graph().inputs().getLast().type();
        losses[variable] =
            program.call(windows, Tensor.zeros(key.dtype(), key.shape())).getFirst().getFlat(0);
      }
    }

    assertThat(losses[0]).isCloseTo(0.01 / 2, within(1e-4));
    assertThat(losses[1]).isCloseTo(9.0 / 2, within(0.1));
    assertThatThrownBy(() -> noisy.noiseUnits(List.of(1.0, -1.0)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void thePushforwardDifferentiatesTheLastStepOnly() {
    TimeStep step = TimeStep.euler(GROWTH, 0.1);
    RolloutStage stage = RolloutStage.of(4, StageOptimizer.lbfgs(1)).pushForward();
    double[] before = LayerRun.of(Rollout.of(step, 3), START, 1, 1, 3);
    double expected = 0;
    for (double u : before) {
      double next = u + 0.1 * 2 * u * (1 - u);
      expected += 2 * next * 0.1 * u * (1 - u) / 3;
    }

    assertThat(slope(RolloutObjective.of(step, stage, 1), 4)).isCloseTo(expected, within(1e-14));
    assertThat(slope(RolloutObjective.of(step, stage.endPoint(), 2), 4))
        .isCloseTo(2 * expected, within(1e-13));
  }

  @Test
  void windowsOfOneSnapshotAreRefused() {
    assertThatThrownBy(() -> slope(RolloutObjective.of(TimeStep.euler(GROWTH, 0.1)), 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 or more snapshots");
  }
}
