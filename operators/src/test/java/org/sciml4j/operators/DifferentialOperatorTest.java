package org.sciml4j.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;

class DifferentialOperatorTest {
  private static final DifferentialOperator LAPLACIAN = DifferentialOperator.laplacian(2);

  @Test
  void printsLikeAFormula() {
    DifferentialOperator transport =
        LAPLACIAN.times(0.1).plus(DifferentialOperator.derivative(0, 1).times(-2));

    assertThat(LAPLACIAN).hasToString("u_xx + u_yy");
    assertThat(transport).hasToString("-2 u_x + 0.1 (u_xx + u_yy)");
    assertThat(DifferentialOperator.biharmonic(2)).hasToString("u_xxxx + u_yyyy + 2 u_xxyy");
    assertThat(LAPLACIAN.times(-1)).hasToString("-(u_xx + u_yy)");
    assertThat(DifferentialOperator.identity(2).plus(LAPLACIAN.times(1.0 / 12)))
        .hasToString("u + 1/12 (u_xx + u_yy)");
    assertThat(DifferentialOperator.zero(1)).hasToString("0");
    assertThat(LAPLACIAN.minus(LAPLACIAN).isZero()).isTrue();
  }

  @Test
  void longAxisNamesAreWrittenAsQuotients() {
    assertThat(DifferentialOperator.derivative(1, 2).toString("lat", "lon"))
        .isEqualTo("∂³u/∂lon²∂lat");
    assertThatThrownBy(() -> LAPLACIAN.toString("x")).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theSymbolOfALaplacianIsMinusTheSquare() {
    assertThat(LAPLACIAN.symbol(3, 4)).isEqualTo(new Complex(-25, 0));
    assertThat(DifferentialOperator.derivative(0, 1).symbol(3, 4)).isEqualTo(new Complex(0, 4));
    assertThat(DifferentialOperator.derivative(3, 1).symbol(3, 4).getRealPart()).isEqualTo(108);
    assertThat(LAPLACIAN.symbolDerivative(1, 3, 4)).isEqualTo(new Complex(-8, 0));
  }

  @Test
  void composesLikePolynomials() {
    DifferentialOperator x = DifferentialOperator.derivative(0, 1);
    DifferentialOperator y = DifferentialOperator.derivative(1, 0);

    assertThat(x.plus(y).compose(x.minus(y))).isEqualTo(x.compose(x).minus(y.compose(y)));
    assertThat(DifferentialOperator.biharmonic(3).order()).isEqualTo(4);
    assertThat(DifferentialOperator.biharmonic(3).coefficient(2, 0, 2)).isEqualTo(2);
  }

  @Test
  void multiIndicesAreSortedXFirst() {
    assertThat(MultiIndex.ofOrder(2, 2))
        .containsExactly(MultiIndex.of(0, 2), MultiIndex.of(1, 1), MultiIndex.of(2, 0));
    assertThat(MultiIndex.of(3, 2).factorial()).isCloseTo(12, within(0.0));
    assertThat(MultiIndex.of(3, 2).powerOf(new int[] {-2, 3})).isCloseTo(-72, within(0.0));
    assertThatThrownBy(() -> MultiIndex.of(1, -1)).isInstanceOf(InvalidInputException.class);
  }
}
