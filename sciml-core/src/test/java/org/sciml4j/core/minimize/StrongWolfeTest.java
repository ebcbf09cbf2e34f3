package org.sciml4j.core.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sciml4j.core.InvalidInputException;

class StrongWolfeTest {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;

  /** A function of one variable that counts its evaluations. */
  private static final class Curve implements LineFunction {
    private final DoubleUnaryOperator f;
    private final DoubleUnaryOperator derivative;
    private double at = Double.NaN;
    private int evaluations;

    Curve(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
      this.f = f;
      this.derivative = derivative;
    }

    @Override
    public void evaluate(double step) {
      at = step;
      evaluations++;
    }

    @Override
    public double value() {
      return f.applyAsDouble(at);
    }

    @Override
    public double slope() {
      return derivative.applyAsDouble(at);
    }

    double valueAt(double step) {
      return f.applyAsDouble(step);
    }

    double slopeAt(double step) {
      return derivative.applyAsDouble(step);
    }

    boolean search(StrongWolfe search, double firstStep) {
      return search.search(this, valueAt(0), slopeAt(0), firstStep);
    }

    void assertWolfe(double step, double c1, double c2) {
      assertThat(valueAt(step)).isLessThanOrEqualTo(valueAt(0) + c1 * step * slopeAt(0));
      assertThat(Math.abs(slopeAt(step))).isLessThanOrEqualTo(c2 * Math.abs(slopeAt(0)));
    }
  }

  /** A bowl with waves on it, its minimum near {@code scale}: 1 is too far, or not far enough. */
  @Provide
  Arbitrary<Curve> wavyBowls() {
    return Combinators.combine(
            Arbitraries.doubles().between(0.01, 3).withoutEdgeCases(),
            Arbitraries.doubles().between(0, 2).withoutEdgeCases(),
            Arbitraries.doubles().between(0.1, 10).withoutEdgeCases(),
            Arbitraries.doubles().between(0, 6.3).withoutEdgeCases(),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.doubles().between(-6, 6))
        .as(
            (bowl, wave, frequency, phase, quartic, exponent) -> {
              double scale = Math.pow(10, exponent);
              DoubleUnaryOperator f =
                  a -> {
                    double u = a / scale - 1;
                    return bowl * u * u
                        + quartic * u * u * u * u
                        + wave * Math.sin(frequency * u + phase);
                  };
              DoubleUnaryOperator derivative =
                  a -> {
                    double u = a / scale - 1;
                    return (2 * bowl * u
                            + 4 * quartic * u * u * u
                            + wave * frequency * Math.cos(frequency * u + phase))
                        / scale;
                  };
              return new Curve(f, derivative);
            })
        .filter(curve -> curve.slopeAt(0) * 1e6 < -1e-3);
  }

  @Property
  void everyAcceptedStepSatisfiesTheStrongWolfeConditions(@ForAll("wavyBowls") Curve curve) {
    StrongWolfe search = new StrongWolfe(C1, C2, 25, 0);
    assertThat(curve.search(search, 1)).isTrue();
    curve.assertWolfe(search.step(), C1, C2);
    assertThat(curve.at).isEqualTo(search.step());
    assertThat(curve.evaluations).isEqualTo(search.evaluations()).isLessThanOrEqualTo(25);
  }

  @Property
  void tightCurvatureConditionsFindStationaryPoints(@ForAll("wavyBowls") Curve curve) {
    StrongWolfe search = new StrongWolfe(C1, 0.01, 60, 0);
    assertThat(curve.search(search, 1)).isTrue();
    curve.assertWolfe(search.step(), C1, 0.01);
  }

  @Property
  void stepsStayWhereTheFunctionIsDefined(
      @ForAll("wavyBowls") Curve curve, @ForAll("borders") double exponent) {
    double border = Math.pow(10, exponent);
    Curve cut =
        new Curve(
            a -> a < border ? curve.valueAt(a) : Double.NaN,
            a -> a < border ? curve.slopeAt(a) : Double.POSITIVE_INFINITY);
    StrongWolfe search = new StrongWolfe(C1, C2, 25, 0);
    boolean wolfe = cut.search(search, 1);
    if (wolfe) {
      cut.assertWolfe(search.step(), C1, C2);
    } else if (search.step() > 0) {
      assertThat(cut.valueAt(search.step()))
          .isLessThanOrEqualTo(cut.valueAt(0) + C1 * search.step() * cut.slopeAt(0));
      assertThat(search.step()).isBetween(border / 1.1001, border);
    }
    assertThat(search.step()).isPositive();
  }

  @Provide
  Arbitrary<Double> borders() {
    return Arbitraries.doubles().between(-6, 6);
  }

  @Example
  void theCubicThroughTwoPointsOfACubicIsThatCubic() {
    DoubleUnaryOperator f = a -> a * a * a - 3 * a + 7;
    DoubleUnaryOperator derivative = a -> 3 * a * a - 3;
    LinePoint first = new LinePoint();
    LinePoint second = new LinePoint();
    first.set(0.2, f.applyAsDouble(0.2), derivative.applyAsDouble(0.2));
    second.set(2.5, f.applyAsDouble(2.5), derivative.applyAsDouble(2.5));
    assertThat(LinePoint.cubicMinimiser(first, second)).isCloseTo(1, within(1e-14));
    assertThat(LinePoint.cubicMinimiser(second, first)).isCloseTo(1, within(1e-14));
  }

  @Example
  void aGoodFirstStepIsTakenAtOnce() {
    Curve bowl = new Curve(a -> (a - 1) * (a - 1), a -> 2 * (a - 1));
    StrongWolfe search = new StrongWolfe(C1, C2, 25, 0);
    assertThat(bowl.search(search, 1.2)).isTrue();
    assertThat(search.step()).isEqualTo(1.2);
    assertThat(search.evaluations()).isEqualTo(1);
  }

  /** Test functions 1 and 2 of Moré and Thuente 1994, section 5, from steps 1e-3 to 1e3. */
  @Example
  void moreThuenteFunctionsTakeFewEvaluations() {
    Curve first = new Curve(a -> -a / (a * a + 2), a -> (a * a - 2) / ((a * a + 2) * (a * a + 2)));
    Curve second =
        new Curve(
            a -> Math.pow(a + 0.004, 5) - 2 * Math.pow(a + 0.004, 4),
            a -> 5 * Math.pow(a + 0.004, 4) - 8 * Math.pow(a + 0.004, 3));
    for (double step : new double[] {1e-3, 1e-1, 10, 1e3}) {
      StrongWolfe loose = new StrongWolfe(0.001, 0.1, 20, 0);
      assertThat(first.search(loose, step)).isTrue();
      first.assertWolfe(loose.step(), 0.001, 0.1);
      assertThat(loose.evaluations()).isLessThanOrEqualTo(10);
      StrongWolfe tight = new StrongWolfe(0.1, 0.11, 20, 1e-15);
      assertThat(second.search(tight, step)).isTrue();
      assertThat(tight.step()).isCloseTo(1.596, within(1e-8));
      assertThat(tight.evaluations()).isLessThanOrEqualTo(15);
    }
  }

  @Example
  void aFunctionWithoutMinimumEndsAtTheLimitWithADecrease() {
    Curve line = new Curve(a -> -a, _ -> -1);
    StrongWolfe search = new StrongWolfe(C1, C2, 7, 0);
    assertThat(line.search(search, 1)).isFalse();
    assertThat(search.step()).isEqualTo(1e6);
    assertThat(search.evaluations()).isEqualTo(7);
  }

  @Example
  void aFunctionThatIsNowhereDefinedGivesNoStep() {
    Curve nowhere = new Curve(a -> a == 0 ? 1 : Double.NaN, a -> a == 0 ? -1 : Double.NaN);
    StrongWolfe search = new StrongWolfe(C1, C2, 9, 0);
    assertThat(nowhere.search(search, 1)).isFalse();
    assertThat(search.step()).isZero();
    assertThat(search.evaluations()).isEqualTo(9);
  }

  @Example
  void slopesDecideWhereTheDecreaseDrownsInRounding() {
    Curve shallow = new Curve(a -> 1e16 + (a - 1) * (a - 1) / 8, a -> (a - 1) / 4);
    StrongWolfe search = new StrongWolfe(C1, 0.1, 25, 1e-15);
    assertThat(shallow.search(search, 30)).isTrue();
    assertThat(search.step()).isCloseTo(1, within(0.1));
  }

  @Example
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> new StrongWolfe(0.9, 1e-4, 25, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("(0.9, 1.0E-4), expected 0 < c1 < c2 < 1");
    assertThatThrownBy(() -> new StrongWolfe(C1, C2, 0, 0)).hasMessageContaining("maxEvaluations");
    assertThatThrownBy(() -> new StrongWolfe(C1, C2, 1, -1)).hasMessageContaining("rounding");
    StrongWolfe search = new StrongWolfe(C1, C2, 25, 0);
    Curve up = new Curve(a -> a, _ -> 1);
    assertThatThrownBy(() -> search.search(up, 0, 1, 1)).hasMessageContaining("slope is 1.0");
    assertThatThrownBy(() -> search.search(up, Double.NaN, -1, 1)).hasMessageContaining("value");
    assertThatThrownBy(() -> search.search(up, 0, -1, 0)).hasMessageContaining("firstStep");
  }
}
