package org.sciml4j.core.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.autodiff.DerivativeCheck;
import org.sciml4j.core.autodiff.Point;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.LayerProbe;
import org.sciml4j.core.nn.Loss;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Values against PyTorch 1.13.0a0 in double precision on waves {@code sin(0.7 i + phase)}. */
class LossTest {
  private static final Value P = wave(0.3, 3, 4);
  private static final Value T = wave(1.3, 3, 4);

  private static Value wave(double phase, long... shape) {
    Point zeros = Point.between(0, 1, shape);
    return Value.constant(
        zeros.type(),
        IntStream.range(0, (int) zeros.type().count())
            .mapToDouble(i -> Math.sin(0.7 * i + phase))
            .toArray());
  }

  private static void assertValue(Value loss, double expected) {
    assertThat(loss.rank()).isZero();
    assertThat(ReferenceDevice.evaluate(loss))
        .containsExactly(new double[] {expected}, within(1e-14));
  }

  @Test
  void ofRegression() {
    assertValue(Losses.MSE.of(P, T), 0.40927441605974907);
    assertValue(Losses.MAE.of(P, T), 0.5654452401836951);
    assertValue(new Huber(0.3).of(P, T), 0.12948042777068158);
  }

  @Test
  void ofClassification() {
    Value probabilities = Activations.SOFTMAX.of(T);
    Value numbers = Value.constant(T.type().withShape(3), 2, 0, 3);

    assertValue(
        Losses.BINARY_CROSS_ENTROPY.of(P.times(10), T.plus(1).times(0.5)), 1.6956275093789106);
    assertValue(Losses.CATEGORICAL_CROSS_ENTROPY.of(P.times(5), probabilities), 2.988913500632039);
    assertValue(
        Losses.SPARSE_CATEGORICAL_CROSS_ENTROPY.of(P.times(5), numbers), 0.33872346869524295);
    assertValue(
        Losses.KL_DIVERGENCE.of(Activations.SOFTMAX.of(P), probabilities), 0.1779150445583989);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 4, 0.5, Double.NaN})
  void aNumberThatIsNoClassHasNoLoss(double number) {
    Value numbers = Value.constant(T.type().withShape(3), 2, number, 3);

    assertThat(ReferenceDevice.evaluate(Losses.SPARSE_CATEGORICAL_CROSS_ENTROPY.of(P, numbers)))
        .containsExactly(Double.NaN);
  }

  @Test
  void classNumbersGiveTheBitsOfTheirProbabilities() {
    Value y = Value.input("y", DType.F64, 3, 4);
    Value numbers = Value.constant(T.type().withShape(3), 2, 0, 3);
    Value sparse = Losses.SPARSE_CATEGORICAL_CROSS_ENTROPY.of(y, numbers);
    Value dense = Losses.CATEGORICAL_CROSS_ENTROPY.of(y, numbers.oneHot(4));
    Graph graph =
        new Graph(
            List.of(y), List.of(sparse, Autodiff.grad(sparse, y), dense, Autodiff.grad(dense, y)));
    double[] logits = IntStream.range(0, 12).mapToDouble(i -> 3 * Math.sin(i)).toArray();

    List<double[]> results = ReferenceDevice.evaluate(graph, logits);
    assertThat(results.get(0)).isEqualTo(results.get(2));
    assertThat(results.get(1)).isEqualTo(results.get(3));

    try (Tensor input = Tensor.of(logits, 3, 4);
        Program program = CpuDevice.common().compile(graph)) {
      List<Tensor> compiled = program.call(input);
      assertThat(compiled.get(0).toDoubles()).isEqualTo(compiled.get(2).toDoubles());
      assertThat(compiled.get(1).toDoubles()).isEqualTo(compiled.get(3).toDoubles());
      compiled.forEach(Tensor::close);
    }
  }

  @Test
  void logitsFarOutGiveFiniteLossesAndSlopes() {
    Value logits = Value.input("y", DType.F32, 1, 4);
    Value target = Value.constant(logits.type(), 0, 1, 0, 1);
    for (Loss loss : List.of(Losses.BINARY_CROSS_ENTROPY, Losses.CATEGORICAL_CROSS_ENTROPY)) {
      Value value = loss.of(logits, target);
      List<double[]> results =
          ReferenceDevice.evaluate(
              new Graph(List.of(logits), List.of(value, Autodiff.grad(value, logits))),
              new double[] {-500, 500, 500, -500});

      assertThat(results.get(0)[0]).isBetween(249.0, 1002.0);
      assertThat(results.get(1)).doesNotContain(Double.NaN);
    }
  }

  @Test
  void klDivergenceOfEqualsIsZeroEvenWithZeros() {
    Value p = Value.constant(P.type().withShape(1, 3), 0, 0.25, 0.75);

    assertValue(Losses.KL_DIVERGENCE.of(p, p), 0);
  }

  @Test
  void wassersteinLossesAreDifferencesOfMeans() {
    Value real = Value.constant(P.type().withShape(2, 1), 3, 5);
    Value generated = Value.constant(P.type().withShape(2, 1), -1, 2);

    assertValue(WassersteinCritic.critic(real, generated), 0.5 - 4);
    assertValue(WassersteinCritic.generator(generated), -0.5);
  }

  private static Value critic(Value x, Value w, Value v) {
    return x.matmul(w).tanh().matmul(v);
  }

  private static Value penalty(Value w, Value v) {
    Value mix = Value.constant(P.type().withShape(4), 0.1, 0.4, 0.7, 0.9);
    return new GradientPenalty(10).of(x -> critic(x, w, v), wave(0.3, 4, 3), wave(1.3, 4, 3), mix);
  }

  @Test
  void theGradientPenaltyCanBeDifferentiated() {
    Value w = wave(1.3, 3, 5).times(0.5);
    Value v = wave(2.3, 5, 1).times(0.5);

    assertValue(penalty(w, v), 0.05697076123477565);
    assertThat(LayerProbe.fingerprint(ReferenceDevice.evaluate(Autodiff.grad(penalty(w, v), w))))
        .containsExactly(
            new double[] {
              -0.153197606329302, 0.349600285636661, 0.411959216608528, 0.798714403023366
            },
            within(1e-13));
  }

  static Stream<Loss> losses() {
    return Stream.of(
        Losses.MSE,
        Losses.MAE,
        Losses.HUBER,
        new Huber(0.3),
        Losses.BINARY_CROSS_ENTROPY,
        Losses.CATEGORICAL_CROSS_ENTROPY,
        Losses.KL_DIVERGENCE,
        (y, t) ->
            penalty(y.slice(1, 0, 3).transpose(), t.slice(0, 0, 1).reshape(4, 1).slice(0, 0, 3)),
        (y, t) -> Losses.SPARSE_CATEGORICAL_CROSS_ENTROPY.of(y, y.argMax(1).stopGradient()));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void derivativesAgreeWithDifferences(Loss loss) {
    DerivativeCheck.of(
        values -> loss.of(values.get(0), values.get(1)),
        Point.between(0.1, 0.9, 3, 4),
        Point.between(0.15, 0.8, 3, 4));
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> Losses.MSE.of(P, P.sum(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("target is f64[3], expected f64[3, 4]");
    assertThatThrownBy(() -> Losses.SPARSE_CATEGORICAL_CROSS_ENTROPY.of(P, T))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("target is f64[3, 4], expected f64[3] for a prediction f64[3, 4]");
    assertThatThrownBy(() -> new Huber(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("delta is 0.0");
    assertThatThrownBy(() -> new GradientPenalty(10).of(x -> x, P, T, P))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("mix is f64[3, 4]");
  }
}
