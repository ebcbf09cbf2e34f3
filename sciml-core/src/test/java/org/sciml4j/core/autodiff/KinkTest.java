package org.sciml4j.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/** Derivatives where a function has a kink, a tie, an edge of its domain or a forbidden branch. */
class KinkTest {
  private static double[] gradient(UnaryOperator<Value> function, double... at) {
    Value x = Value.input("x", DType.F64, at.length);
    Value result = function.apply(x);
    double[] reverse = evaluate(x, Autodiff.grad(result.sum(), x), at);
    double[] transposed = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double[] unit = new double[at.length];
      unit[i] = 1;
      Value tangent = Autodiff.jvp(result.sum(), x, Value.constant(x.type(), unit));
      transposed[i] = evaluate(x, tangent, at)[0];
    }
    assertThat(transposed).as("forward").containsExactly(reverse);
    return reverse;
  }

  private static double[] evaluate(Value x, Value value, double... at) {
    return ReferenceDevice.evaluate(Graph.of(List.of(x), value), at).getFirst();
  }

  @Test
  void theAbsoluteValueHasSlopeZeroAtZero() {
    assertThat(gradient(Value::abs, -2, 0, 3)).containsExactly(-1, 0, 1);
  }

  @Test
  void tiesAreShared() {
    assertThat(gradient(x -> x.maximum(1), 0, 1, 2)).containsExactly(0, 0.5, 1);
    assertThat(gradient(x -> x.minimum(1), 0, 1, 2)).containsExactly(1, 0.5, 0);
    assertThat(gradient(x -> x.maximum(x), 4)).containsExactly(1);
    assertThat(gradient(x -> x.max(0), 3, 1, 3, 3, 2))
        .containsExactly(1.0 / 3, 0, 1.0 / 3, 1.0 / 3, 0);
  }

  @Test
  void aPoolTakesTheFirstOfEqualElements() {
    PoolGeometry pool = PoolGeometry.of(List.of(2L), List.of(1L));
    assertThat(gradient(x -> Value.of(new MaxPool(pool), x.reshape(1, 1, 4)), 5, 5, 5, 1))
        .containsExactly(1, 1, 1, 0);
  }

  @Test
  void powersOfZeroHaveTheirLimits() {
    assertThat(gradient(x -> x.power(0), 0)).containsExactly(0);
    assertThat(gradient(x -> x.power(1), 0)).containsExactly(1);
    assertThat(gradient(x -> x.power(2), 0, -3)).containsExactly(0, -6);
    assertThat(gradient(x -> x.power(3), 0, -1)).containsExactly(0, 3);
    assertThat(gradient(x -> x.power(0.5), 0)).containsExactly(Double.POSITIVE_INFINITY);
    Value zero = Value.constant(Value.input("b", DType.F64, 3).type(), 0);
    assertThat(gradient(b -> zero.power(b), 0, 1, 2)).containsExactly(0, 0, 0);
    assertThat(gradient(b -> b.filled(0).power(b).plus(b.times(0).power(b)), 1, 2))
        .containsExactly(0, 0);
    assertThat(gradient(x -> x.power(x.filled(0).plus(x.stopGradient().times(0))), 0))
        .containsExactly(0);
  }

  @Test
  void secondDerivativesOfPowersOfZeroAreFinite() {
    for (double exponent : new double[] {0, 1, 2, 3}) {
      UnaryOperator<Value> slope = x -> Autodiff.grad(x.power(exponent).sum(), x).times(1);
      assertThat(gradient(slope, 0)).containsExactly(exponent == 2 ? 2 : 0);
    }
  }

  @Test
  void aBranchThatIsNotTakenDoesNotCount() {
    assertThat(gradient(x -> x.greaterThan(0).select(x.square(), x), 2, -1, 0))
        .containsExactly(4, 1, 1);
    UnaryOperator<Value> guarded =
        x -> {
          Value inside = x.greaterThan(0);
          return inside.select(inside.select(x, x.filled(1)).log(), x);
        };
    assertThat(gradient(guarded, 2, 0, -1)).containsExactly(0.5, 1, 1);
  }

  @Test
  void stoppedGradientsAreZeroAndTheRestIsNot() {
    assertThat(gradient(x -> x.stopGradient().times(x), 3)).containsExactly(3);
    assertThat(gradient(x -> x.square().stopGradient(), 3)).containsExactly(0);
  }

  @Test
  void saturatedFunctionsAreFlatRatherThanUndefined() {
    assertThat(gradient(Value::sigmoid, -1000, 1000)).containsExactly(0, 0);
    assertThat(gradient(Value::tanh, -1000, 1000)).containsExactly(0, 0);
    assertThat(gradient(Value::erf, -1000, 1000)).containsOnly(0);
  }
}
