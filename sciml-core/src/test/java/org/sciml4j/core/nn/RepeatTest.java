package org.sciml4j.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.core.nn.layer.Conv.conv1d;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Exp;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.BatchNorm;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.regularizer.L2;
import org.sciml4j.core.stencil.BoundaryMode;

class RepeatTest {
  /** Explicit Euler steps of a learned right-hand side. */
  private static Layer step() {
    return Residual.of(
        Sequential.of(
            conv1d(2, 3).boundary(BoundaryMode.PERIODIC).activation(Activations.TANH),
            conv1d(1, 1)));
  }

  @Test
  void isTheLayerAppliedOneTimeAfterTheOther() {
    Layer once = step();
    double[] unrolled = LayerProbe.of(Sequential.of(once, once, once), 2, 1, 5).output();
    LayerProbe repeated = LayerProbe.of(Repeat.of(once, 3), 2, 1, 5);

    assertThat(repeated.output()).containsExactly(unrolled, within(1e-15));
    assertThat(repeated.traced().parameters())
        .extracting(ParameterSpec::name)
        .containsExactly(
            "repeat/conv1d/kernel",
            "repeat/conv1d/bias",
            "repeat/conv1d_1/kernel",
            "repeat/conv1d_1/bias");
  }

  @Test
  void everyStepsValueIsToBeHad() {
    LayerProbe all = LayerProbe.of(Repeat.of(step(), 3).returnSequences(), 2, 1, 5);
    double[] last = LayerProbe.of(Repeat.of(step(), 3), 2, 1, 5).output();

    assertThat(all.outputShape()).containsExactly(2, 3, 1, 5);
    assertThat(Arrays.copyOfRange(all.output(), 10, 15)).containsExactly(Arrays.copyOf(last, 5));
  }

  @ParameterizedTest
  @EnumSource(Checkpointing.class)
  void derivativesAgreeWithDifferences(Checkpointing kept) {
    LayerProbe.training(Repeat.of(step(), 5).checkpointing(kept), 1, 1, 4).checkDerivatives();
    LayerProbe.training(Repeat.of(step(), 3).checkpointing(kept).returnSequences(), 1, 1, 4)
        .checkDerivatives();
  }

  @Test
  void whatDoesNotChangeIsComputedOnce() {
    Layer decay = (x, scope) -> x.times(scope.parameter("rate", Initializers.ZEROS, 3).exp());
    LayerProbe probe = LayerProbe.of(Repeat.of(decay, 4), 2, 3);
    Loop loop =
        (Loop)
            probe.traced().graph().values().stream()
                .map(Value::primitive)
                .filter(Loop.class::isInstance)
                .findFirst()
                .orElseThrow();

    assertThat(loop.body().values()).noneMatch(value -> value.primitive() instanceof Exp);
    assertThat(probe.with(0, 1, 1, 1, 1, 1, 1).with(1, 0, 1, 2).output())
        .containsExactly(
            new double[] {1, Math.exp(4), Math.exp(8), 1, Math.exp(4), Math.exp(8)}, within(1e-11));
  }

  @Test
  void noStepIsTheInputItselfAndAFixedValueStays() {
    LayerProbe none = LayerProbe.of(Repeat.of(step(), 0), 1, 1, 4);
    Layer fixed = (x, scope) -> scope.parameter("w", Initializers.ZEROS, x.shape());

    assertThat(none.output()).containsExactly(none.input());
    assertThat(LayerProbe.of(Repeat.of(fixed, 2), 2).with(1, 7, 8).output()).containsExactly(7, 8);
  }

  @Test
  void penaltiesOnParametersCountOnce() {
    Layer dense = Dense.of(1).withoutBias().kernelRegularizer(new L2(1));

    assertThat(LayerProbe.of(Repeat.of(dense, 3), 1, 1).with(1, 2).outputs().get(1))
        .containsExactly(4);
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> Repeat.of(step(), -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("steps is -1");
    assertThatThrownBy(() -> LayerProbe.of(Repeat.of(Dense.of(2), 2), 1, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("repeated layer's value is f64[1, 2]");
    assertThatThrownBy(() -> LayerProbe.training(Repeat.of(BatchNorm.of(), 2), 2, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("update of state 'repeat/batch_normalization/moving_mean'");
    assertThatThrownBy(
            () -> LayerProbe.of(Repeat.of(Dense.of(3).activityRegularizer(new L2(1)), 2), 2, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("penalty on a value of 'repeat/dense'");
  }
}
