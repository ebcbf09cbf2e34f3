package org.sciml4j.core.nn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class InitializerTest {
  private static double[] fill(Initializer initializer, long... shape) {
    try (Tensor tensor = Tensor.zeros(DType.F64, shape)) {
      initializer.fill(tensor, RandomKey.of(3));
      return tensor.toDoubles();
    }
  }

  private static double variance(double[] x) {
    return Arrays.stream(x).map(one -> one * one).average().orElseThrow();
  }

  static Stream<Arguments> families() {
    return Stream.of(
        Arguments.of(Initializers.FAN_IN_UNIFORM, 1.0 / 3 / 200, 1 / Math.sqrt(200)),
        Arguments.of(Initializers.GLOROT_UNIFORM, 2.0 / 500, Math.sqrt(6.0 / 500)),
        Arguments.of(Initializers.GLOROT_NORMAL, 2.0 / 500, 2 * Math.sqrt(2.0 / 500) / 0.8796),
        Arguments.of(Initializers.HE_UNIFORM, 2.0 / 200, Math.sqrt(6.0 / 200)),
        Arguments.of(Initializers.HE_NORMAL, 2.0 / 200, 2 * Math.sqrt(2.0 / 200) / 0.8796),
        Arguments.of(Initializers.LECUN_UNIFORM, 1.0 / 200, Math.sqrt(3.0 / 200)),
        Arguments.of(Initializers.LECUN_NORMAL, 1.0 / 200, 2 * Math.sqrt(1.0 / 200) / 0.8796),
        Arguments.of(new Normal(0, 0.5), 0.25, 2.5));
  }

  /** Of 60,000 numbers in a kernel of 200 inputs and 300 outputs. */
  @ParameterizedTest
  @MethodSource("families")
  void variancesAndLimitsAreThePublishedOnes(
      Initializer initializer, double variance, double limit) {
    double[] numbers = fill(initializer, 200, 300);

    assertThat(variance(numbers)).isCloseTo(variance, within(0.03 * variance));
    assertThat(Arrays.stream(numbers).map(Math::abs).max().orElseThrow())
        .isLessThanOrEqualTo(limit * 1.0001)
        .isGreaterThan(0.8 * limit);
    assertThat(Arrays.stream(numbers).average().orElseThrow())
        .isCloseTo(0, within(5 * Math.sqrt(variance / 60_000)));
  }

  @Test
  void fansOfKernels() {
    assertThat(Fan.IN.of(3, 5)).isEqualTo(3);
    assertThat(Fan.OUT.of(3, 5)).isEqualTo(5);
    assertThat(Fan.IN.of(64, 32, 3, 3)).isEqualTo(32 * 9);
    assertThat(Fan.OUT.of(64, 32, 3, 3)).isEqualTo(64 * 9);
    assertThat(Fan.AVERAGE.of(7)).isEqualTo(7);
    assertThat(Fan.IN.of()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"4, 4, 1", "3, 7, 1", "7, 3, 1", "4, 3, 2"})
  void orthogonalKernelsHaveOrthonormalRowsOrColumns(int rows, int columns, int depth) {
    double[] q = fill(new Orthogonal(2), rows, columns, depth);
    int width = columns * depth;
    boolean isWide = rows <= width;
    int count = isWide ? rows : width;
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double product = 0;
        for (int i = 0; i < (isWide ? width : rows); i++) {
          product +=
              isWide ? q[a * width + i] * q[b * width + i] : q[i * width + a] * q[i * width + b];
        }
        assertThat(product).isCloseTo(a == b ? 4 : 0, within(1e-14));
      }
    }
  }

  @Test
  void constants() {
    assertThat(fill(Initializers.ZEROS, 3)).containsOnly(0);
    assertThat(fill(Initializers.ONES, 3)).containsOnly(1);
    assertThat(fill(Initializers.constant(-2.5), 3)).containsOnly(-2.5);
  }

  @Test
  void theSameKeyGivesTheSameNumbers() {
    assertThat(fill(Initializers.HE_NORMAL, 50, 40))
        .containsExactly(fill(Initializers.HE_NORMAL, 50, 40));
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> new Uniform(1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("interval is [1.0, 1.0)");
    assertThatThrownBy(() -> new Normal(0, -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("deviation -1.0");
    assertThatThrownBy(() -> new TruncatedNormal(Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("deviation is NaN");
    assertThatThrownBy(() -> new VarianceScaling(0, Fan.IN, VarianceScaling.Distribution.UNIFORM))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("scale is 0.0");
    assertThatThrownBy(() -> fill(Initializers.ORTHOGONAL, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("two axes or more");
  }
}
