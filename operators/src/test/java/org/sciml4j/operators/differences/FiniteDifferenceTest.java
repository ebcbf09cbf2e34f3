package org.sciml4j.operators.differences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;

class FiniteDifferenceTest {
  @ParameterizedTest(name = "centred derivative {0} of order {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 2 | [-1/2, 0, 1/2]
          1 | 4 | [1/12, -2/3, 0, 2/3, -1/12]
          1 | 6 | [-1/60, 3/20, -3/4, 0, 3/4, -3/20, 1/60]
          1 | 8 | [1/280, -4/105, 1/5, -4/5, 0, 4/5, -1/5, 4/105, -1/280]
          2 | 2 | [1, -2, 1]
          2 | 4 | [-1/12, 4/3, -5/2, 4/3, -1/12]
          2 | 6 | [1/90, -3/20, 3/2, -49/18, 3/2, -3/20, 1/90]
          2 | 8 | [-1/560, 8/315, -1/5, 8/5, -205/72, 8/5, -1/5, 8/315, -1/560]
          3 | 2 | [-1/2, 1, 0, -1, 1/2]
          3 | 4 | [1/8, -1, 13/8, 0, -13/8, 1, -1/8]
          3 | 6 | [-7/240, 3/10, -169/120, 61/30, 0, -61/30, 169/120, -3/10, 7/240]
          4 | 2 | [1, -4, 6, -4, 1]
          4 | 4 | [-1/6, 2, -13/2, 28/3, -13/2, 2, -1/6]
          4 | 6 | [7/240, -2/5, 169/60, -122/15, 91/8, -122/15, 169/60, -2/5, 7/240]
          """)
  void centredWeightsAreThoseOfFornbergTable1(int derivative, int accuracy, String weights) {
    FiniteDifference difference = FiniteDifference.central(derivative, accuracy);

    assertThat(difference).hasToString(weights);
    assertThat(difference.accuracy()).isEqualTo(accuracy);
  }

  @ParameterizedTest(name = "one-sided derivative {0} of order {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 1 | [-1, 1]
          1 | 2 | [-3/2, 2, -1/2]
          1 | 3 | [-11/6, 3, -3/2, 1/3]
          1 | 4 | [-25/12, 4, -3, 4/3, -1/4]
          2 | 1 | [1, -2, 1]
          2 | 2 | [2, -5, 4, -1]
          2 | 3 | [35/12, -26/3, 19/2, -14/3, 11/12]
          3 | 1 | [-1, 3, -3, 1]
          4 | 1 | [1, -4, 6, -4, 1]
          4 | 2 | [3, -14, 26, -24, 11, -2]
          """)
  void forwardWeightsAreThoseOfFornbergTable3(int derivative, int accuracy, String weights) {
    FiniteDifference forward = FiniteDifference.forward(derivative, accuracy);

    assertThat(forward).hasToString(weights);
    assertThat(forward.accuracy()).isEqualTo(accuracy);
    assertThat(FiniteDifference.backward(derivative, accuracy)).isEqualTo(forward.mirrored());
  }

  @ParameterizedTest(name = "staggered derivative {0} of order {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 2 | [1/2, 1/2]
          0 | 4 | [-1/16, 9/16, 9/16, -1/16]
          1 | 2 | [-1, 1]
          1 | 4 | [1/24, -9/8, 9/8, -1/24]
          1 | 6 | [-3/640, 25/384, -75/64, 75/64, -25/384, 3/640]
          2 | 2 | [1/2, -1/2, -1/2, 1/2]
          3 | 2 | [-1, 3, -3, 1]
          """)
  void staggeredWeightsAreThoseOfFornbergTable2(int derivative, int accuracy, String weights) {
    FiniteDifference staggered = FiniteDifference.staggered(derivative, accuracy);

    assertThat(staggered).hasToString(weights);
    assertThat(staggered.accuracy()).isEqualTo(accuracy);
  }

  @Test
  void faceValuesFromCellAveragesAreThoseOfTheFifthOrderReconstruction() {
    assertThat(FiniteDifference.faceFromCellAverages(3, 2))
        .hasToString("[1/30, -13/60, 47/60, 9/20, -1/20]");
    assertThat(FiniteDifference.faceFromCellAverages(1, 1)).hasToString("[1/2, 1/2]");
    assertThat(FiniteDifference.faceFromCellAverages(2, 2))
        .hasToString("[-1/12, 7/12, 7/12, -1/12]");
  }

  @Test
  void kappaSchemesInterpolateBetweenUpwindAndCentral() {
    BigFraction third = new BigFraction(1, 3);

    assertThat(FiniteDifference.kappa(BigFraction.MINUS_ONE)).hasToString("[1/2, -2, 3/2, 0]");
    assertThat(FiniteDifference.kappa(BigFraction.ZERO)).hasToString("[1/4, -5/4, 3/4, 1/4]");
    assertThat(FiniteDifference.kappa(third)).isEqualTo(FiniteDifference.between(1, 2, 1));
    assertThat(FiniteDifference.kappa(third).accuracy()).isEqualTo(3);
    assertThat(FiniteDifference.kappa(BigFraction.ONE)).hasToString("[0, -1/2, 0, 1/2]");
  }

  @Test
  void nodesMayBeAnyFractions() {
    List<BigFraction> nodes =
        List.of(new BigFraction(1, 2), new BigFraction(3, 2), new BigFraction(5, 2));

    assertThat(FiniteDifference.on(1, nodes)).hasToString("[-2, 3, -1]");
    assertThat(FiniteDifference.between(4, 0, 4)).hasToString("[1, -4, 6, -4, 1]");
  }

  @Property(tries = 60)
  void weightsAreExactOnPolynomials(
      @ForAll @IntRange(max = 4) int derivative,
      @ForAll @IntRange(max = 4) int left,
      @ForAll @IntRange(max = 4) int right) {
    Assume.that(left + right >= derivative);
    FiniteDifference difference = FiniteDifference.between(derivative, left, right);

    for (int power = 0; power <= left + right; power++) {
      long expected = power == derivative ? factorial(power) : 0;
      assertThat(difference.momentSum(power)).isEqualTo(new BigFraction(expected));
    }
  }

  @Test
  void doublesAgreeWithFractionsToRounding() {
    double[] nodes = {-4, -3, -2, -1, 0, 1, 2, 3, 4};

    double[][] weights = FornbergWeights.at(0.0, nodes, 4);

    for (int derivative = 0; derivative <= 4; derivative++) {
      double[] exact = FiniteDifference.between(derivative, 4, 4).toDoubles();
      for (int j = 0; j < nodes.length; j++) {
        assertThat(weights[derivative][j]).isCloseTo(exact[j], within(1e-14));
      }
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theValueAtANodeItselfHasNoError() {
    assertThat(FiniteDifference.between(0, 1, 1).accuracy()).isEqualTo(Integer.MAX_VALUE);
    assertThat(FiniteDifference.between(0, 0, 0).accuracy()).isEqualTo(Integer.MAX_VALUE);
    assertThat(FiniteDifference.staggered(0, 4).accuracy()).isEqualTo(4);
  }

  @Test
  void badNodesAreNamed() {
    assertThatThrownBy(() -> FornbergWeights.at(0.0, new double[] {0, 1, 1}, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pairwise different");
    assertThatThrownBy(() -> FornbergWeights.at(0.0, new double[] {0, 1}, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("more points");
    assertThatThrownBy(() -> FiniteDifference.central(2, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one-sided");
  }

  private static long factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }
}
