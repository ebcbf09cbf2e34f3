package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitQuotientTest {
  @ParameterizedTest
  @CsvSource({
    "kg m-3 s-1, kg m-3, 1/s",
    "m s-2, m, 1/s²",
    "K, s K, 1/s",
    "m s-1, Pa, m/(s Pa)",
    "m2 s-2, m s-1, m/s",
    "m^2.s-1, 1, m²/s",
    "K, K, 1",
    "degC, s, degC/s",
    "K/s, K, 1/s",
    "m/s, m, 1/s",
    "m/s/s, m s-1, 1/s",
    "Deg C/degree^2, Deg C, 1/degree²",
    "1/s, K, 1/(s K)",
    "K/degrees_north, K, 1/degrees_north"
  })
  void cancelsWhatBothShare(String numerator, String denominator, String quotient) {
    assertThat(UnitQuotient.of(numerator, denominator)).contains(quotient);
  }

  @Test
  void leavesOtherSpellingsAlone() {
    assertThat(UnitQuotient.of("m/(s K)", "m")).isEmpty();
    assertThat(UnitQuotient.of("Deg C (SST)", "m")).isEmpty();
    assertThat(UnitQuotient.of("", "m")).isEmpty();
    assertThat(UnitQuotient.of("m", " ")).isEmpty();
  }
}
