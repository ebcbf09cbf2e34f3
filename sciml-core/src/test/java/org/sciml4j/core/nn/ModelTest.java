package org.sciml4j.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sciml4j.core.nn.layer.Recurrent.simpleRnn;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class ModelTest {
  private static final RandomKey KEY = RandomKey.of(4);
  private final Device device = new ReferenceDevice();

  /** More samples than one program takes, and not a multiple. */
  @Test
  void predictsAnyNumberOfSamples() {
    Model doubling =
        Model.of(
            Dense.of(1).withoutBias().kernelInitializer(Initializers.constant(2)), DType.F32, 1);
    long count = 600;
    try (Parameters parameters = doubling.initialize(KEY);
        Tensor samples = KEY.uniform(DType.F32, count, 1);
        Tensor predictions = doubling.predict(parameters, samples, device)) {
      assertThat(predictions.shape()).containsExactly(count, 1);
      for (int i = 0; i < count; i++) {
        assertThat(predictions.getFlat(i)).isEqualTo(2 * samples.getFlat(i));
      }
    }
  }

  @Test
  void aPredictorKeepsStatesFromCallToCall() {
    Layer counter =
        (x, scope) -> {
          var count = scope.state("count", 0, x.shape());
          scope.update("count", count.plus(x));
          return count;
        };
    Model model = Model.of(counter, DType.F64, 1);
    try (Parameters parameters = model.initialize(KEY);
        Predictor predictor = model.predictor(parameters, device, 1);
        Tensor in = Tensor.of(new double[] {3}, 1, 1);
        Tensor out = Tensor.zeros(DType.F64, 1, 1)) {
      predictor.predict(in, out);
      predictor.predict(in, out);
      assertThat(out.toDoubles()).containsExactly(3);

      predictor.load(parameters);
      predictor.predict(in, out);
      assertThat(out.toDoubles()).containsExactly(0);
    }
  }

  @Test
  void statesForEachSampleFixTheBatch() {
    Model model = Model.of(simpleRnn(2).stateful(), DType.F64, 3, 1).withBatch(4);
    try (Parameters parameters = model.initialize(KEY);
        Predictor predictor = model.predictor(parameters, device, 4)) {
      assertThat(predictor.outputType()).hasToString("f64[4, 2]");
      assertThatThrownBy(() -> model.predictor(parameters, device, 5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'simple_rnn/h' is f64[4, 2], expected f64[5, 2]");
    }
  }

  @Test
  void badInputIsNamed() {
    Model model = Model.of(Dense.of(2).activation(Activations.RELU), DType.F32, 3);
    try (Parameters parameters = model.initialize(KEY);
        Tensor wide = Tensor.zeros(DType.F32, 5, 4);
        Tensor none = Tensor.zeros(DType.F32, 0, 3);
        Tensor precise = Tensor.zeros(DType.F64, 5, 3)) {
      for (Tensor samples : new Tensor[] {wide, none, precise}) {
        assertThatThrownBy(() -> model.predict(parameters, samples, device))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("samples is")
            .hasMessageContaining("expected one or more of f32[3]");
      }
    }
    assertThatThrownBy(() -> model.withBatch(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("batch is 0");
  }
}
