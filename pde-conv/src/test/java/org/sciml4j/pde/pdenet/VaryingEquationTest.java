package org.sciml4j.pde.pdenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.pdenet.VaryingEquation.SourceValue;

class VaryingEquationTest {
  private static final VaryingCoefficient WIND =
      new VaryingCoefficient(MultiIndex.of(0, 1), "T_x", 2, 1, 2, 3, 6);
  private static final VaryingCoefficient SINK =
      new VaryingCoefficient(MultiIndex.of(0, 0), "T", 0.1, -2, -2.1, -1.9, -2);
  private static final VaryingCoefficient DIFFUSION =
      new VaryingCoefficient(MultiIndex.of(2, 0), "T_yy", 30, 0.5, 0.5, 0.5, 0.5);

  private static VaryingEquation equation(SourceValue... source) {
    return new VaryingEquation(
        "T",
        List.of(
            Axis.uniform("lat", AxisKind.Y, "km", 2, 0, 1),
            Axis.uniform("lon", AxisKind.X, "m", 2, 0, 1)),
        "",
        List.of(SINK, WIND, DIFFUSION),
        List.of(source));
  }

  @Test
  void whatHardlyVariesIsANumberAndWhatIsSmallInTheDataIsLeftOut() {
    assertThat(equation()).hasToString("T_t = -2 T + c_T_x T_x + 0.5 T_yy");
    assertThat(equation(new SourceValue(0, 1))).hasToString(equation() + " + f(T)");
    // 0.2, 7.07 and 15
    assertThat(equation().withoutContributionsBelow(0.1)).hasToString("T_t = c_T_x T_x + 0.5 T_yy");
    assertThat(equation().withoutContributionsBelow(0.5)).hasToString("T_t = 0.5 T_yy");
    assertThat(equation().varying()).containsExactly(WIND);
    VaryingEquation none =
        new VaryingEquation("T", List.of(), "", List.of(), List.of(new SourceValue(0, 1)));
    assertThat(none).hasToString("T_t = f(T)");
  }

  @Test
  void numbersOfACoefficientAreThoseOfThePointsWhereItIsKnown() {
    assertThat(WIND.mean()).isEqualTo(3);
    assertThat(WIND.deviation()).isCloseTo(Math.sqrt(14 / 4.0), within(1e-14));
    assertThat(WIND.contribution()).isCloseTo(2 * Math.sqrt(50 / 4.0), within(1e-14));
    VaryingCoefficient seen = equation().known(1, 1, 0, 0).coefficients().get(1);
    assertThat(new double[] {seen.least(), seen.mean(), seen.most()}).containsExactly(1, 1.5, 2);
    assertThat(seen.deviation()).isEqualTo(0.5);
    assertThat(WIND.isConstantWithin(0.623)).isFalse();
    assertThat(WIND.isConstantWithin(0.624)).isTrue();
    assertThatThrownBy(() -> equation().known(0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("coefficient of T");
  }

  @Test
  void unitsAreThoseOfAxesAndTime(@TempDir Path folder) {
    VaryingEquation timed = equation().timeUnits("seconds since 2000-01-01");
    assertThat(timed.units(WIND)).isEqualTo("m s-1");
    assertThat(timed.units(DIFFUSION)).isEqualTo("km2 s-1");
    assertThat(timed.units(SINK)).isEqualTo("s-1");
    assertThat(timed.units(new VaryingCoefficient(MultiIndex.of(1, 2), "T_xxy", 1, 1)))
        .isEqualTo("km m2 s-1");
    assertThat(equation().units(WIND)).isEmpty();
    assertThat(equation().timeUnits("1").units(SINK)).isEqualTo("1");
    assertThat(equation().timeUnits("m").units(WIND)).isEqualTo("1");
    Path file = folder.resolve("c.nc");
    timed.known(1, 0, 1, 1).write(file);
    try (FieldFile read = FieldFile.open(file);
        Tensor wind = read.field("c_T_x").read()) {
      assertThat(wind.toDoubles()).containsExactly(1, Double.NaN, 3, 6);
      assertThat(read.field("c_T_yy").units()).isEqualTo("km2 s-1");
      assertThat(read.field("c_T").axes().getFirst().name()).isEqualTo("lat");
    }
    assertThatThrownBy(() -> timed.write(file)).isInstanceOf(InvalidInputException.class);
  }
}
