package org.sciml4j.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.optim.Optimizer.Clock;
import org.sciml4j.core.optim.Optimizer.Update;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class OptimizerTest {
  private static final TensorType TYPE = new TensorType(DType.F64, 3);
  private static final TensorType NUMBER = new TensorType(DType.F64);

  /** θ after five steps on Σ c θ²/2 + sin θ, c = (1, 3, 0.1), from (1, -2, 0.5): PyTorch 1.13. */
  static Stream<Arguments> pyTorch() {
    return Stream.of(
        run(Sgd.of(0.1), 0.27594481855745095, -0.49595298119923475, 0.01268035747509123),
        run(Sgd.of(0.1).momentum(0.9), -0.81076105086189, 1.207591033072177, -0.7586964825273811),
        run(
            Sgd.of(0.1).nesterov(0.9),
            -1.0106267174588575,
            0.25163510640690795,
            -1.071445330229931),
        run(Adagrad.of(0.1), 0.6797407120128656, -1.6892031478066811, 0.17163418042988993),
        run(Adadelta.of(1), 0.9772265525473686, -1.9772907345302075, 0.47716224728296186),
        run(RmsProp.of(0.01), 0.8937708379348982, -1.89472868488942, 0.39285980505672485),
        run(
            RmsProp.of(0.01).aroundMean(true).momentum(0.5),
            0.7970458816560515,
            -1.7998644254331375,
            0.29447513030621053),
        run(Adam.of(0.1), 0.5008164060829108, -1.503915265316396, -0.0008988368187368839),
        run(AdamW.of(0.1, 0.01), 0.49683639144471314, -1.4950343008533657, -0.0023947463506137495));
  }

  private static Arguments run(Optimizer optimizer, double... expected) {
    return Arguments.of(optimizer, expected);
  }

  @ParameterizedTest
  @MethodSource("pyTorch")
  void should_take_the_steps_of_PyTorch(Optimizer optimizer, double[] expected) {
    Value parameter = Value.input("parameter", TYPE);
    Value rate = Value.input("rate", NUMBER);
    Value step = Value.input("step", NUMBER);
    List<Value> slots =
        optimizer.slots().stream().map(slot -> Value.input(slot.name(), TYPE)).toList();
    Value c = Value.constant(TYPE, 1, 3, 0.1);
    Value loss = c.times(parameter.square()).times(0.5).plus(parameter.sin()).sum();
    Update update =
        optimizer.step(parameter, Autodiff.grad(loss, parameter), slots, new Clock(rate, step));
    List<Value> inputs = new ArrayList<>(List.of(parameter, rate, step));
    inputs.addAll(slots);
    List<Value> outputs = new ArrayList<>(List.of(update.parameter()));
    outputs.addAll(update.slots());

    double[] theta = {1, -2, 0.5};
    List<Tensor> state = new ArrayList<>();
    optimizer.slots().forEach(slot -> state.add(Tensor.zeros(DType.F64, 3).fill(slot.initial())));
    try (Program program = new ReferenceDevice().compile(new Graph(inputs, outputs))) {
      for (int t = 1; t <= 5; t++) {
        List<Tensor> arguments =
            new ArrayList<>(
                List.of(
                    Tensor.of(theta, 3),
                    Tensor.of(new double[] {optimizer.learningRate()}),
                    Tensor.of(new double[] {t})));
        arguments.addAll(state);
        List<Tensor> results = program.call(arguments.toArray(Tensor[]::new));
        theta = results.getFirst().toDoubles();
        state.clear();
        state.addAll(results.subList(1, results.size()));
      }
    }

    assertThat(theta).containsExactly(expected, within(1e-12));
  }

  /** The first step is η against the sign of the gradient, however small the gradient. */
  @Test
  void should_correct_the_start_of_averages_in_single_precision_too() {
    Adam adam = new Adam(0.1, 0.9, 0.999, 1e-30);
    TensorType single = new TensorType(DType.F32);
    Value gradient = Value.input("gradient", single);
    Value zero = Value.constant(single, 0);
    Clock clock = new Clock(Value.constant(single, 0.1), Value.constant(single, 1));
    Update update = adam.step(zero, gradient, List.of(zero, zero), clock);

    double[] theta =
        ReferenceDevice.evaluate(
                Graph.of(List.of(gradient), update.parameter()), new double[] {0.02})
            .getFirst();

    assertThat(theta[0]).isCloseTo(-0.1, within(1e-7));
    assertThat(
            ReferenceDevice.evaluate(
                Averages.bias(0, Value.constant(new TensorType(DType.F64), 3))))
        .containsExactly(1);
  }

  @Test
  void should_refuse_settings_out_of_range() {
    assertThatThrownBy(() -> Adam.of(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("learning rate is -1.0, expected a finite number above 0");
    assertThatThrownBy(() -> Adam.of(1e-3).betas(1, 0.9)).hasMessageContaining("beta1 is 1.0");
    assertThatThrownBy(() -> Sgd.of(0.1).nesterov(0)).hasMessageContaining("Nesterov");
    assertThatThrownBy(() -> AdamW.of(0.1, Double.NaN)).hasMessageContaining("weight decay");
  }
}
