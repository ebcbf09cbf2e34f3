package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Freeze;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class LeastSquaresTrainingTest {
  private final Device device = CpuDevice.common();

  /** NIST's Misra1a: y = b1 (1 - exp(-b2 x)), certified to eleven digits. */
  @Test
  void should_reach_certified_values_and_standard_errors() {
    double[] y = {
      10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47,
      81.78
    };
    double[] x = {
      77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1,
      760.0
    };
    Layer misra =
        (input, scope) -> {
          Value b1 = scope.parameter("b1", Initializers.ZEROS, 1);
          Value b2 = scope.parameter("b2", Initializers.ZEROS, 1);
          return b1.times(input.times(b2).negate().exp().negate().plus(1));
        };
    try (Parameters start =
            Parameters.of(
                Map.of(
                    "b1", Tensor.of(new double[] {500}, 1),
                    "b2", Tensor.of(new double[] {1e-4}, 1)));
        LeastSquaresTraining.Result result =
            LeastSquaresTraining.of(misra, device)
                .fit(TensorDataset.of(Tensor.of(x, 14, 1), Tensor.of(y, 14, 1)), start)) {
      assertThat(result.parameters().get("b1").getFlat(0))
          .isCloseTo(2.3894212918e2, within(1e-8 * 239));
      assertThat(result.parameters().get("b2").getFlat(0))
          .isCloseTo(5.5015643181e-4, within(1e-8 * 5.5e-4));
      assertThat(result.standardErrors().get("b1").getFlat(0))
          .isCloseTo(2.7070075241, within(1e-6));
      assertThat(result.standardErrors().get("b2").getFlat(0))
          .isCloseTo(7.2668688436e-6, within(1e-11));
      assertThat(start.get("b1").getFlat(0)).isEqualTo(500);
    }
  }

  @Test
  void should_fit_what_a_small_network_can_express() {
    Layer network = Sequential.of(Dense.of(4).activation(Activations.TANH), Dense.of(1));
    Tensor x = RandomKey.of(3).normal(DType.F64, 60, 1);
    Tensor y = x.copy();
    for (int i = 0; i < 60; i++) {
      y.setFlat(i, Math.tanh(2 * x.getFlat(i) - 1) - 0.5 * Math.tanh(x.getFlat(i)));
    }
    try (LeastSquaresTraining.Result result =
        LeastSquaresTraining.of(network, device).fit(TensorDataset.of(x, y), RandomKey.of(1))) {
      assertThat(result.fit().residualNorm()).isLessThan(1e-5);
      assertThat(result.parameters().names()).contains("dense/kernel", "dense_1/bias");
    }
  }

  @Test
  void should_leave_frozen_layers_alone() {
    Layer network = Sequential.of(Freeze.of(Dense.of(2)), Dense.of(1));
    Tensor x = RandomKey.of(3).normal(DType.F64, 20, 2);
    Tensor y = RandomKey.of(4).normal(DType.F64, 20, 1);
    try (LeastSquaresTraining.Result result =
        LeastSquaresTraining.of(network, device).fit(TensorDataset.of(x, y), RandomKey.of(1))) {
      assertThat(result.standardErrors().names()).containsExactly("dense_1/kernel", "dense_1/bias");
      assertThat(result.parameters().names()).contains("dense/kernel");
    }
  }

  @Test
  void should_refuse_more_parameters_than_residuals() {
    Tensor two = Tensor.zeros(DType.F64, 2, 1);
    assertThatThrownBy(
            () ->
                LeastSquaresTraining.of(Sequential.of(Dense.of(3), Dense.of(1)), device)
                    .fit(TensorDataset.of(two, two), RandomKey.of(1)))
        .hasMessageContaining("2 residuals and 10 parameters");
  }
}
