package org.sciml4j.sindy.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;

/** Values of expressions at points and along columns. */
class EvaluatorTest {
  private static final Variable X = new Variable("x");
  private static final Variable Y = new Variable("y");
  private static final Variable Z = new Variable("z");
  private static final List<Variable> INPUTS = List.of(X, Y, Z);

  private static final List<Expression> OUTPUTS =
      List.of(
          new Constant(2.5),
          X,
          X.power(5).times(Y).times(Z.power(2)),
          X.plus(Y.times(2)).minus(Z.times(X)).plus(Y.power(3)).plus(Z).minus(new Constant(4)),
          ElementaryFunction.SIN.of(X.times(3)).times(ElementaryFunction.TANH.of(Y)),
          X.dividedBy(Y.power(2).plus(new Constant(1))),
          X,
          ElementaryFunction.EXP.of(X.times(-1)),
          Call.of(CustomFunction.of("hypot", Math::hypot), List.of(X, Y)),
          X.times(Y).times(-7),
          Call.of(ElementaryFunction.POW, List.of(X.power(2), Z)));

  private static double[] byHand(double x, double y, double z) {
    return new double[] {
      2.5,
      x,
      Math.pow(x, 5) * y * z * z,
      x + 2 * y - z * x + y * y * y + z - 4,
      Math.sin(3 * x) * Math.tanh(y),
      x / (y * y + 1),
      x,
      Math.exp(-x),
      Math.hypot(x, y),
      -7 * x * y,
      Math.pow(x * x, z)
    };
  }

  private static double[][] columns(int samples) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] columns = new double[3][samples];
    for (double[] column : columns) {
      for (int i = 0; i < samples; i++) {
        column[i] = random.nextGaussian();
      }
    }
    return columns;
  }

  @Test
  void columnsHoldTheValuesByHand() {
    double[][] in = columns(1234);
    double[][] out = Evaluator.of(INPUTS, OUTPUTS).evaluate(in);
    for (int i = 0; i < in[0].length; i++) {
      double[] expected = byHand(in[0][i], in[1][i], in[2][i]);
      for (int k = 0; k < expected.length; k++) {
        assertThat(out[k][i]).isCloseTo(expected[k], within(1e-13 * (1 + Math.abs(expected[k]))));
      }
    }
  }

  @Test
  void bitsDependNeitherOnCompanyNorOnTheSplitOfTheSamples() {
    double[][] in = columns(700);
    Evaluator all = Evaluator.of(INPUTS, OUTPUTS);
    double[][] out = all.evaluate(in);
    double[][] part = new double[OUTPUTS.size()][140];
    all.copy().evaluate(in, 555, 690, part, 3);
    for (int k = 0; k < OUTPUTS.size(); k++) {
      double[] alone = Evaluator.of(INPUTS, OUTPUTS.subList(k, k + 1)).evaluate(in)[0];
      for (int i = 0; i < 700; i++) {
        double[] point = all.evaluate(in[0][i], in[1][i], in[2][i]);
        assertThat(alone[i]).isEqualTo(out[k][i]).isEqualTo(point[k]);
      }
      for (int i = 0; i < 135; i++) {
        assertThat(part[k][3 + i]).isEqualTo(out[k][555 + i]);
      }
      assertThat(part[k]).startsWith(0, 0, 0).endsWith(0, 0);
    }
  }

  @Test
  void largeProgramsGiveTheSameBitsAsSmallOnes() {
    List<Expression> many = new ArrayList<>(OUTPUTS);
    for (int k = 1; k <= 60; k++) {
      many.add(X.plus(Y.times(k)).plus(Z.power(k % 7)).times(ElementaryFunction.ATAN.of(Y)));
    }
    double[][] in = columns(1000);
    double[][] out = Evaluator.of(INPUTS, many).evaluate(in);
    for (int k = 0; k < many.size(); k++) {
      Evaluator alone = Evaluator.of(INPUTS, many.subList(k, k + 1));
      for (int call = 0; call < 52; call++) {
        assertThat(alone.evaluate(in)[0]).isEqualTo(out[k]);
      }
      assertThat(alone.evaluate(in[0][7], in[1][7], in[2][7])[0]).isEqualTo(out[k][7]);
    }
  }

  @Test
  void anyExpressionMayBeGivenAsAColumn() {
    Variable u = new Variable("u");
    Expression ux = SpaceDerivative.of(u, "x");
    Evaluator evaluator = Evaluator.of(List.of(u, ux), List.of(u.power(2).times(ux), ux));
    assertThat(evaluator.evaluate(3.0, 5.0)).containsExactly(45, 5);
    assertThat(evaluator.evaluate(new double[][] {{3, 1}, {5, 2}}))
        .isDeepEqualTo(new double[][] {{45, 2}, {5, 2}});
  }

  @Tag("allocation")
  @Test
  void callsAllocateNothing() {
    double[][] in = columns(1000);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Expression> many = new ArrayList<>();
    for (int k = 1; k <= 60; k++) {
      many.add(ElementaryFunction.COS.of(X.times(k)).times(Y));
    }
    for (List<Expression> outputs : List.of(OUTPUTS.subList(0, 8), many)) {
      Evaluator evaluator = Evaluator.of(INPUTS, outputs);
      double[][] out = new double[outputs.size()][1000];
      double[] point = {1, 2, 3};
      double[] values = new double[outputs.size()];
      long allocated = 0;
      for (int call = 0; call < 1100; call++) {
        if (call == 100) {
          allocated = -threads.getCurrentThreadAllocatedBytes();
        }
        evaluator.evaluate(in, out);
        evaluator.evaluate(point, values);
      }
      allocated += threads.getCurrentThreadAllocatedBytes();
      assertThat(allocated).isLessThan(8000);
    }
  }

  @Test
  void aMissingVariableIsNamed() {
    assertThatThrownBy(() -> Evaluator.of(List.of(X, Y), List.of(X.times(Z))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("variable is z, expected one of x, y; give its values too");
    assertThatThrownBy(() -> Evaluator.of(List.of(X, X), List.of(X)))
        .hasMessageContaining("each input once");
  }

  @Test
  void wrongColumnsAreRefused() {
    Evaluator evaluator = Evaluator.of(INPUTS, List.of(X));
    double[][] in = columns(10);
    assertThatThrownBy(() -> evaluator.evaluate(new double[2][10]))
        .hasMessageContaining("number of columns is 2");
    assertThatThrownBy(() -> evaluator.evaluate(in, new double[1][11]))
        .hasMessageContaining("0 to 11");
    assertThatThrownBy(() -> evaluator.evaluate(in, new double[][] {in[1]}))
        .hasMessageContaining("not read");
    assertThatThrownBy(() -> evaluator.evaluate(new double[2], new double[1]))
        .hasMessageContaining("length of a point");
  }
}
