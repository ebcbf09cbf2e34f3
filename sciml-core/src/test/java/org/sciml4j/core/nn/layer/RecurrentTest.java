package org.sciml4j.core.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.core.nn.layer.Recurrent.gru;
import static org.sciml4j.core.nn.layer.Recurrent.lstm;
import static org.sciml4j.core.nn.layer.Recurrent.simpleRnn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.LayerProbe;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

class RecurrentTest {
  private static long parameters(Layer layer, long... sample) {
    return Model.of(layer, DType.F64, sample).parameters().stream()
        .mapToLong(spec -> spec.type().count())
        .sum();
  }

  @Test
  void parameterCountsAreThoseOfKeras() {
    assertThat(parameters(simpleRnn(5), 7, 3)).isEqualTo(5 * (3 + 5 + 1));
    assertThat(parameters(lstm(5), 7, 3)).isEqualTo(4 * 5 * (3 + 5 + 1));
    assertThat(parameters(gru(5), 7, 3)).isEqualTo(3 * 5 * (3 + 5 + 2));
    assertThat(parameters(Recurrent.of(new GruCell(5, false)), 7, 3))
        .isEqualTo(3 * 5 * (3 + 5 + 1));
  }

  /** Cho et al. 2014, written out for two units and one feature. */
  @Test
  void theGruThatResetsBeforeIsThePublishedOne() {
    LayerProbe probe = LayerProbe.of(Recurrent.of(new GruCell(2, false)), 1, 3, 1);
    double[] x = probe.input();
    double[] w = wave(1, 6);
    double[] u = wave(2, 12);
    double[] b = wave(3, 6);
    double[] h = new double[2];
    for (double one : x) {
      double[] z = new double[2];
      double[] r = new double[2];
      for (int j = 0; j < 2; j++) {
        z[j] = sigmoid(one * w[j] + b[j] + h[0] * u[j] + h[1] * u[6 + j]);
        r[j] = sigmoid(one * w[2 + j] + b[2 + j] + h[0] * u[2 + j] + h[1] * u[8 + j]);
      }
      double[] next = new double[2];
      for (int j = 0; j < 2; j++) {
        double candidate =
            Math.tanh(one * w[4 + j] + b[4 + j] + r[0] * h[0] * u[4 + j] + r[1] * h[1] * u[10 + j]);
        next[j] = z[j] * h[j] + (1 - z[j]) * candidate;
      }
      h = next;
    }

    assertThat(probe.output()).containsExactly(h, within(1e-14));
  }

  private static double[] wave(int k, int count) {
    return IntStream.range(0, count).mapToDouble(i -> 0.5 * Math.sin(0.7 * i + k + 0.3)).toArray();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void theInputsProductsAreOneProductOutsideTheLoop() {
    Traced traced = Traced.of(lstm(3), new TensorType(DType.F64, 2, 5, 4), false);
    List<Value> values = traced.graph().values();
    Loop loop =
        (Loop)
            values.stream()
                .map(Value::primitive)
                .filter(Loop.class::isInstance)
                .findFirst()
                .orElseThrow();

    assertThat(values).filteredOn(value -> value.primitive() instanceof MatMul).hasSize(1);
    assertThat(loop.body().values())
        .filteredOn(value -> value.primitive() instanceof MatMul)
        .hasSize(1);
    assertThat(loop.steps()).isEqualTo(5);
  }

  @Test
  void stackedLayersSeeEveryStep() {
    LayerProbe probe =
        LayerProbe.of(Sequential.of(lstm(4).returnSequences(), gru(3).returnSequences()), 2, 5, 1);

    assertThat(probe.outputShape()).containsExactly(2, 5, 3);
    assertThat(probe.traced().parameters())
        .extracting(ParameterSpec::name)
        .containsExactly(
            "lstm/kernel",
            "lstm/recurrent_kernel",
            "lstm/bias",
            "gru/kernel",
            "gru/recurrent_kernel",
            "gru/bias");
  }

  /** Two halves of a sequence, one after the other, are the whole. */
  @Test
  void aStatefulLayerGoesOnWhereItEnded() {
    double[] whole = LayerProbe.of(lstm(3), 1, 6, 1).output();
    double[] x = LayerProbe.of(lstm(3), 1, 6, 1).input();
    LayerProbe half = LayerProbe.of(lstm(3).stateful(), 1, 3, 1);
    List<double[]> first =
        half.with(0, Arrays.copyOf(x, 3)).with(4, new double[3]).with(5, new double[3]).outputs();
    double[] second =
        half.with(0, Arrays.copyOfRange(x, 3, 6))
            .with(4, first.get(2))
            .with(5, first.get(3))
            .output();

    assertThat(half.traced().states())
        .extracting(ParameterSpec::name)
        .containsExactly("lstm/h", "lstm/c");
    assertThat(second).containsExactly(whole, within(1e-14));
  }

  @Test
  void aDecoderStartsFromTheEncodersStates() {
    Recurrent encoder = lstm(3);
    Recurrent decoder = lstm(3);
    Layer both =
        (x, scope) -> {
          Value zeros = Value.constant(x.type().withShape(x.shape()[0], 3), 0);
          Recurrent.Outcome encoded = encoder.run(x, List.of(zeros, zeros), scope);
          return decoder.run(x, encoded.states(), scope).sequence();
        };
    LayerProbe probe = LayerProbe.of(both, 2, 4, 2);

    assertThat(probe.outputShape()).containsExactly(2, 4, 3);
    assertThat(probe.traced().parameters()).hasSize(6);
    assertThat(probe.traced().calls()).hasSize(2);
    Layer wrong = (x, scope) -> encoder.run(x, List.of(x), scope).sequence();
    assertThatThrownBy(() -> LayerProbe.of(wrong, 2, 4, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("initial states of LSTM")
        .hasMessageContaining("f64[2, 3] for each of [h, c]");
  }

  @ParameterizedTest
  @EnumSource(Checkpointing.class)
  void checkpointingDoesNotChangeValues(Checkpointing kept) {
    assertThat(LayerProbe.of(gru(3).checkpointing(kept), 2, 5, 2).output())
        .containsExactly(LayerProbe.of(gru(3), 2, 5, 2).output());
  }

  @Test
  void theForgetGateStartsOpen() {
    try (Parameters initial = Model.of(lstm(2), DType.F64, 3, 1).initialize(RandomKey.of(1))) {
      assertThat(initial.get("lstm/bias").toDoubles()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    }
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> lstm(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("units is 0");
    assertThatThrownBy(() -> LayerProbe.of(lstm(2), 3, 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("input of LSTM is f64[3, 4], expected [n, time, features]");
  }
}
