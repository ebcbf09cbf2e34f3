package org.sciml4j.operators.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.classical.ClassicalStencils;

class AccuracyTest {
  @Test
  void momentsUpToSecondOrderAreAllPhysical() {
    Stencil identity = Stencil.identity(0.1, 0.1);
    Stencil klein = LAPLACIAN.times(4).minus(identity.times(9));
    Stencil tinyReaction = LAPLACIAN.times(4).plus(identity.times(1e-5));

    assertThat(Accuracy.ofSeveralOrders(klein))
        .hasToString("-9 u + 4 (u_xx + u_yy) + (h²/3) (u_xxxx + u_yyyy) + O(h⁴)");
    assertThat(Accuracy.ofSeveralOrders(klein).order()).hasValue(2);
    assertThat(Accuracy.ofSeveralOrders(tinyReaction).operator()).hasToString("4 (u_xx + u_yy)");
    assertThat(Accuracy.ofSeveralOrders(tinyReaction).order()).hasValue(2);
  }

  private static final Stencil LAPLACIAN = ClassicalStencils.named("laplacian", 2).on(0.1);
  private static final Stencil GRADIENT = ClassicalStencils.named("gradient-x", 2).on(0.1);
  private static final Stencil UPWIND = ClassicalStencils.named("upwind-x-1", 2).on(0.1);
  private static final DifferentialOperator TRANSPORT =
      DifferentialOperator.laplacian(2)
          .times(0.05)
          .plus(DifferentialOperator.derivative(0, 1).times(-2));

  @Test
  void readsLikeATaylorExpansion() {
    assertThat(LAPLACIAN.accuracy()).hasToString("u_xx + u_yy + (h²/12) (u_xxxx + u_yyyy) + O(h⁴)");
    assertThat(LAPLACIAN.times(0.1).accuracy())
        .hasToString("0.1 (u_xx + u_yy) + 0.1 (h²/12) (u_xxxx + u_yyyy) + O(h⁴)");
    assertThat(ClassicalStencils.named("laplacian", 2).on(0.1, 0.2).accuracy())
        .hasToString("u_xx + u_yy + (dx²/12) u_xxxx + (dy²/12) u_yyyy + O(h⁴)");
    assertThat(LAPLACIAN.accuracy().toString("b", "a"))
        .isEqualTo("u_aa + u_bb + (h²/12) (u_aaaa + u_bbbb) + O(h⁴)");
  }

  @Test
  void centralTransportIsOfSecondOrder() {
    Accuracy accuracy = GRADIENT.times(-2).plus(LAPLACIAN.times(0.05)).accuracy(TRANSPORT);

    assertThat(accuracy.order()).hasValue(2);
    assertThat(accuracy.leadingError().coefficient(0, 3)).isCloseTo(-2 * 0.01 / 6, byRounding());
    assertThat(accuracy.leadingError().coefficient(0, 4)).isCloseTo(0.05 * 0.01 / 12, byRounding());
  }

  @Test
  void upwindTransportIsOfFirstOrderWithNumericalDiffusion() {
    Accuracy accuracy = UPWIND.times(-2).plus(LAPLACIAN.times(0.05)).accuracy(TRANSPORT);

    assertThat(accuracy.order()).hasValue(1);
    assertThat(accuracy.leadingError().terms()).hasSize(1);
    assertThat(accuracy.leadingError().coefficient(0, 2)).isCloseTo(2 * 0.1 / 2, byRounding());
  }

  @Test
  void theIdentityHasNoError() {
    Accuracy accuracy = Stencil.identity(0.1, 0.1).accuracy();

    assertThat(accuracy.order()).isEmpty();
    assertThat(accuracy.isConsistent()).isTrue();
    assertThat(accuracy).hasToString("u");
  }

  @Test
  void theWrongOperatorIsInconsistent() {
    assertThat(LAPLACIAN.times(2).accuracy(DifferentialOperator.laplacian(2)).isConsistent())
        .isFalse();
    assertThat(GRADIENT.accuracy(DifferentialOperator.laplacian(2)).isConsistent()).isFalse();
  }

  @Test
  void momentsWithinTheirErrorsAreZero() {
    double[] coefficients = LAPLACIAN.coefficients();
    coefficients[0] += 0.01;
    Stencil noisy = Stencil.of(LAPLACIAN.spacing(), LAPLACIAN.offsets(), coefficients);

    Accuracy exact = noisy.accuracy();
    Accuracy uncertain =
        Accuracy.of(
            noisy, MatrixUtils.createRealIdentityMatrix(noisy.size()).scalarMultiply(1e-4), 3);

    assertThat(exact.operator().order()).isZero();
    assertThat(uncertain.operator().order()).isEqualTo(2);
  }

  @Test
  void theTaylorExpansionHoldsAllMoments() {
    assertThat(UPWIND.taylor(2)).hasToString("u_x - 0.05 u_xx");
  }

  private static Offset<Double> byRounding() {
    return within(1e-13);
  }
}
