package org.sciml4j.pde.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Masked;
import org.sciml4j.pde.scheme.TimeStep;

class StabilityPenaltyTest {
  private static final int N = 16;

  /** {@code u_t = r u_xx + u (1 - u²)} of three points, r = 0.8 at first: beyond the limit 1/2. */
  private static TimeStep step() {
    ConstrainedStencils stencils =
        ConstrainedStencils.upTo(2, 3, 1)
            .derivatives(MultiIndex.of(2))
            .accuracy(ConstrainedStencils.FROZEN);
    Layer f =
        (u, scope) ->
            stencils
                .apply(u, scope)
                .times(scope.parameter("r", Initializers.constant(0.8)))
                .plus(u.times(u.square().negate().plus(1)).times(0.01));
    return TimeStep.euler(f, 1);
  }

  @Test
  void isThatOfTheSymbolAboutTheBase() {
    StabilityPenalty penalty = new StabilityPenalty(3, List.of(1.0));
    Layer value =
        (u, scope) -> penalty.of(step(), scope, new TensorType(DType.F64, 1, N)).reshape(1, 1);
    double expected = 0;
    for (int k = 0; k < 5; k++) {
      double symbol = 1 - 0.8 * (2 - 2 * Math.cos(Math.PI / 4 * k)) - 0.02;
      expected += 3 * Math.max(0, symbol * symbol - 1) / 5;
    }

    assertThat(LayerRun.of(value, new double[1], 1, 1)[0]).isCloseTo(expected, within(1e-12));
    try (Tensor sea = Tensor.of(new double[] {0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, N)) {
      TimeStep masked =
          new TimeStep(new Masked(step().rightHandSide(), sea), step().scheme(), step().dt());
      Layer same =
          (u, scope) -> penalty.of(masked, scope, new TensorType(DType.F64, 1, N)).reshape(1, 1);
      assertThat(LayerRun.of(same, new double[1], 1, 1)[0]).isCloseTo(expected, within(1e-12));
    }
    assertThat(expected).isGreaterThan(1);
  }

  @Test
  void trainingWithItEndsStable() {
    RolloutStage stage = RolloutStage.of(1, StageOptimizer.adam(0.02, 1, 60));
    // A field without structure says nothing about r: the penalty alone moves it.
    try (Tensor states = Tensor.zeros(DType.F64, 1, 2, N).fill(1);
        RolloutResult result =
            RolloutTraining.of(s -> step(), List.of(stage), CpuDevice.common())
                .dtype(DType.F64)
                .stability(new StabilityPenalty(1, List.of(1.0)))
                .train(s -> SnapshotWindows.ofTensors(List.of(states), 1, new double[] {1}, 1))) {
      assertThat(result.parameters().get("r").getFlat(0)).isBetween(0.3, 0.5);
    }
  }

  @Test
  void otherVariablesAreRefused() {
    StabilityPenalty two = new StabilityPenalty(1, List.of(0.0, 0.0));
    Layer value =
        (u, scope) -> two.of(step(), scope, new TensorType(DType.F64, 1, N)).reshape(1, 1);
    assertThatThrownBy(() -> LayerRun.of(value, new double[1], 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("base");
    assertThatThrownBy(() -> new StabilityPenalty(0, List.of(0.0)))
        .isInstanceOf(InvalidInputException.class);
  }
}
