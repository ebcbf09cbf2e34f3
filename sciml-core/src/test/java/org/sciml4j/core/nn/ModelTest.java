package org.sciml4j.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.core.nn.layer.Recurrent.simpleRnn;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.CountedDevice;
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

  /** Two batches of two samples are two steps of two series. */
  @Test
  void aBatchGoesOnFromTheBatchBefore() {
    Model model = Model.of(simpleRnn(2).stateful(), DType.F64, 3, 1).withBatch(2);
    Model whole = Model.of(simpleRnn(2), DType.F64, 6, 1);
    try (Parameters parameters = model.initialize(KEY);
        Tensor samples = KEY.uniform(DType.F64, 4, 3, 1);
        Tensor joined = Tensor.zeros(DType.F64, 2, 6, 1);
        Tensor predictions = model.predict(parameters, samples, device)) {
      for (int i = 0; i < 12; i++) {
        joined.set(samples.getFlat(i), i / 3 % 2, i / 6 * 3 + i % 3, 0);
      }
      try (Tensor last = whole.predict(parameters, joined, device)) {
        assertThat(Arrays.copyOfRange(predictions.toDoubles(), 4, 8))
            .containsExactly(last.toDoubles(), within(1e-14));
      }
      try (Tensor three = KEY.uniform(DType.F64, 3, 3, 1)) {
        assertThatThrownBy(() -> model.predict(parameters, three, device))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("samples is 3 samples, expected a multiple of 2");
      }
    }
  }

  @Test
  void aModelWithoutABatchAxisIsRefused() {
    Model mean = Model.of((x, scope) -> x.mean(), DType.F64, 3);
    try (Parameters parameters = mean.initialize(KEY);
        Tensor samples = Tensor.zeros(DType.F64, 2, 3)) {
      assertThatThrownBy(() -> mean.predict(parameters, samples, device))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("value of the model is f64[], expected [2, ...]");
    }
  }

  @Test
  void nothingStaysOpenWhereMemoryOrParametersAreMissing() {
    Model model = Model.of(Dense.of(2), DType.F64, 3);
    try (CountedDevice counted = new CountedDevice();
        Parameters parameters = model.initialize(KEY);
        Parameters closed = parameters.copy()) {
      closed.close();
      assertThatThrownBy(() -> model.predictor(closed, counted, 1)).isNotNull();
      assertThat(counted.open()).isZero();
      for (int most = 0; most < 6; most++) {
        counted.allow(most);
        assertThatThrownBy(() -> model.predictor(parameters, counted, 1))
            .isInstanceOf(OutOfMemoryError.class);
        assertThat(counted.open()).isZero();
      }
      counted.allow(6);
      try (Predictor predictor = model.predictor(parameters, counted, 1)) {
        assertThat(counted.open()).isEqualTo(7);
        assertThat(predictor.outputType()).hasToString("f64[1, 2]");
      }
      assertThat(counted.open()).isZero();
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
