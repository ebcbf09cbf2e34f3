package org.sciml4j.operators.notation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationTest {
  @ParameterizedTest(name = "{0} ± {1}")
  @CsvSource({
    "0.1, 0.0002, 0.1000 ± 0.0002",
    "0.1, 0.00014, 0.10000 ± 0.00014",
    "-12.345, 0.5, -12.3 ± 0.5",
    "1234567, 2000, 1234567 ± 2000",
    "12345678, 20000, (1.235 ± 0.002)e7",
    "3.2e-7, 4e-9, (3.20 ± 0.04)e-7",
    "0, 0.03, 0.00 ± 0.03",
    "0.5, 0, 0.5",
    "0.5, NaN, 0.5",
    "0.1, 1e-15, 0.1",
    "5, 98, 5 ± 98",
    "0.1, 0.0996, 0.10 ± 0.10"
  })
  void estimatesEndWhereTheirErrorBegins(double value, double error, String text) {
    assertThat(new Estimate(value, error)).hasToString(text);
  }

  @Test
  void estimatesKnowWhatTheyTell() {
    Estimate estimate = new Estimate(0.1, 0.002);

    assertThat(estimate.isSignificant(3)).isTrue();
    assertThat(new Estimate(0.1, 0.2).isSignificant(3)).isFalse();
    assertThat(estimate.covers(0.103, 2)).isTrue();
    assertThat(estimate.covers(0.105, 2)).isFalse();
    assertThat(estimate.times(-2)).isEqualTo(new Estimate(-0.2, 0.004));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0, 0",
    "0.1, 0.1",
    "0.25, 0.25",
    "-3, -3",
    "1e-7, 1e-7",
    "123456789, 1.23457e8",
    "0.08333333333333333, 1/12",
    "-0.011111111111111112, -1/90",
    "0.3333, 0.3333",
    "3.141592653589793, 3.14159"
  })
  void numbersAreAsShortAsTheyCanBe(double value, String text) {
    assertThat(ShortNumber.of(value)).isEqualTo(text);
  }

  @Test
  void powersAreSuperscripts() {
    assertThat(Superscript.of(-12)).isEqualTo("⁻¹²");
    assertThat(Superscript.power("m", 2)).isEqualTo("m²");
    assertThat(Superscript.power("m", 1)).isEqualTo("m");
    assertThat(Superscript.power("m", 0)).isEmpty();
  }
}
