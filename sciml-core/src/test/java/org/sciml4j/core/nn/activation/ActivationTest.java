package org.sciml4j.core.nn.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.LayerProbe;
import org.sciml4j.core.tensor.DType;

class ActivationTest {
  private static final double[] POINTS = {-30, -3, -1, -0.25, 0.5, 2, 30};

  /** Computed by PyTorch 1.13.0a0 in double precision. */
  static Stream<Arguments> valuesOfPyTorch() {
    return Stream.of(
        of(
            Activations.ELU,
            -0.9999999999999064,
            -0.950212931632136,
            -0.6321205588285577,
            -0.2211992169285951,
            0.5,
            2,
            30),
        of(
            Activations.SELU,
            -1.758099340847212,
            -1.670568728767112,
            -1.111330737812563,
            -0.388890197478119,
            0.5253504936777402,
            2.101401974710961,
            31.52102962066441),
        of(
            Activations.GELU,
            0,
            -0.00404969409489031,
            -0.158655253931457,
            -0.1003234185792691,
            0.3457312306370066,
            1.954499736103642,
            30),
        of(
            Activations.GELU_TANH,
            0,
            -0.003637392081772994,
            -0.1588080093917232,
            -0.100324649298315,
            0.3457140098251439,
            1.954597694087775,
            30),
        of(
            Activations.SOFTPLUS,
            9.357622968839737e-14,
            0.04858735157374206,
            0.3132616875182229,
            0.5759394198788436,
            0.9740769841801067,
            2.126928011042973,
            30.00000000000009),
        of(
            Activations.SWISH,
            -2.80728689065179e-12,
            -0.1422776195327004,
            -0.2689414213699951,
            -0.1094558747785505,
            0.3112296656009273,
            1.761594155955765,
            29.9999999999972),
        of(Activations.LEAKY_RELU, -0.3, -0.03, -0.01, -0.0025, 0.5, 2, 30));
  }

  private static Arguments of(Activation activation, double... expected) {
    return Arguments.of(activation, expected);
  }

  @ParameterizedTest
  @MethodSource("valuesOfPyTorch")
  void valuesAgreeWithPyTorch(Activation activation, double[] expected) {
    assertThat(values(activation, POINTS)).containsExactly(expected, within(1e-13));
  }

  static Stream<Arguments> formulas() {
    return Stream.of(
        formula(Activations.IDENTITY, x -> x),
        formula(Activations.SIGMOID, x -> 1 / (1 + Math.exp(-x))),
        formula(Activations.TANH, Math::tanh),
        formula(Activations.SIN, Math::sin),
        formula(Activations.RELU, x -> Math.max(0, x)),
        formula(Activations.HARD_SIGMOID, x -> Math.max(0, Math.min(1, 0.2 * x + 0.5))));
  }

  private static Arguments formula(Activation activation, DoubleUnaryOperator formula) {
    return Arguments.of(activation, formula);
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void valuesAreThoseOfTheFormula(Activation activation, DoubleUnaryOperator formula) {
    assertThat(values(activation, POINTS))
        .containsExactly(Arrays.stream(POINTS).map(formula).toArray(), within(1e-14));
  }

  private static double[] values(Activation activation, double... x) {
    return LayerProbe.of(activation, 1, x.length).with(0, x).output();
  }

  static Stream<Layer> smoothAwayFromKinks() {
    return Stream.of(
        Activations.IDENTITY,
        Activations.SIGMOID,
        Activations.TANH,
        Activations.SIN,
        Activations.RELU,
        Activations.LEAKY_RELU,
        Activations.ELU,
        Activations.SELU,
        Activations.GELU,
        Activations.GELU_TANH,
        Activations.SOFTPLUS,
        Activations.SWISH,
        Activations.HARD_SIGMOID,
        Activations.SOFTMAX);
  }

  @ParameterizedTest
  @MethodSource("smoothAwayFromKinks")
  void derivativesAgreeWithDifferences(Layer activation) {
    LayerProbe.of(activation, 2, 4)
        .with(0, -3.1, -1.2, -0.7, -0.2, 0.3, 0.8, 1.7, 2.9)
        .checkDerivatives();
  }

  /** Far from zero nothing overflows, and the derivatives are the limits. */
  @ParameterizedTest
  @MethodSource("smoothAwayFromKinks")
  void farOutNothingIsNan(Activation activation) {
    Value x = Value.input("x", DType.F32, 5);
    Value y = activation.of(x);
    Value slope = Autodiff.grad(y.sum(), x);
    List<double[]> results =
        ReferenceDevice.evaluate(
            new Graph(List.of(x), List.of(y, slope)), new double[] {-1e4, -200, 0, 200, 1e4});

    assertThat(results.get(0)).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    assertThat(results.get(1)).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
  }

  @Test
  void softplusIsSmoothAtZero() {
    Value x = Value.input("x", DType.F64, 1);
    Value first = Autodiff.grad(Activations.SOFTPLUS.of(x).sum(), x);
    Value second = Autodiff.grad(first.sum(), x);
    List<double[]> slopes =
        ReferenceDevice.evaluate(new Graph(List.of(x), List.of(first, second)), new double[1]);

    assertThat(slopes.get(0)).containsExactly(0.5);
    assertThat(slopes.get(1)).containsExactly(0.25);
  }

  /** Klambauer et al. 2017: a fixed point of mean 0 and variance 1 for normal input. */
  @Test
  void seluKeepsMeanAndVariance() {
    int count = 4001;
    double[] x = new double[count];
    double[] weight = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = (i - 2000) * 0.005;
      weight[i] = Math.exp(-x[i] * x[i] / 2) / Math.sqrt(2 * Math.PI) * 0.005;
    }
    double[] y = values(Activations.SELU, x);
    double mean = 0;
    double square = 0;
    for (int i = 0; i < count; i++) {
      mean += weight[i] * y[i];
      square += weight[i] * y[i] * y[i];
    }

    assertThat(mean).isCloseTo(0, within(1e-5));
    assertThat(square).isCloseTo(1, within(1e-5));
  }

  @Test
  void softmaxSumsToOneEvenForLargeNumbers() {
    double[] p = values(Activations.SOFTMAX, 1000, 1001, 1002);
    double sum = 1 + Math.E + Math.E * Math.E;

    assertThat(p)
        .containsExactly(
            new double[] {1 / sum, Math.E / sum, Math.E * Math.E / sum}, within(1e-14));
  }

  @Test
  void preluLearnsASlopeForEachChannel() {
    LayerProbe probe = LayerProbe.of(PRelu.of(), 1, 2, 2).with(0, -1, 2, -3, -4).with(1, 0.5, 10);

    assertThat(probe.output()).containsExactly(-0.5, 2, -30, -40);
  }

  @Test
  void maxoutTakesTheLargestOfEachGroup() {
    assertThat(LayerProbe.of(new Maxout(3), 1, 6).with(0, 1, 5, 2, -3, -1, -2).output())
        .containsExactly(5, -1);
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> new LeakyRelu(Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("slope is NaN");
    assertThatThrownBy(() -> new Maxout(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pieces is 0");
    assertThatThrownBy(() -> Softmax.log(Value.input("x", DType.F64)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("softmax");
  }
}
