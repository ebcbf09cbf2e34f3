package org.sciml4j.pde.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.MultiIndex;

class FieldPolynomialTest {
  private static final FieldPolynomial X = FieldPolynomial.factor(2, 0);
  private static final FieldPolynomial Y = FieldPolynomial.factor(2, 1);

  @Property(tries = 50)
  void algebraIsThatOfValues(
      @ForAll @DoubleRange(min = -2, max = 2) double x,
      @ForAll @DoubleRange(min = -2, max = 2) double y,
      @ForAll @DoubleRange(min = -2, max = 2) double c) {
    FieldPolynomial p = X.times(c).plus(Y.times(Y)).plus(FieldPolynomial.constant(2, 1));
    FieldPolynomial q = X.times(Y).plus(Y.times(-c));

    assertThat(p.times(q).plus(q).at(x, y))
        .isCloseTo((c * x + y * y + 1) * (x * y - c * y) + x * y - c * y, within(1e-12));
  }

  @Test
  void readsAsAFormula() {
    FieldPolynomial p =
        X.times(Y).times(-0.98412).plus(Y.times(0.0502)).plus(X.times(X).times(1e-9));
    List<String> names = List.of("u", "u_x");

    assertThat(p.withoutSmallerThan(1e-6).toString(names, 3))
        .isEqualTo("-0.984 u u_x + 0.0502 u_x");
    assertThat(p.toString(names, 3)).isEqualTo("-0.984 u u_x + 0.0502 u_x + 1e-9 u²");
    assertThat(FieldPolynomial.constant(2, -3).toString(names, 3)).isEqualTo("-3");
    assertThat(FieldPolynomial.constant(2, 0).toString(names, 3)).isEqualTo("0");
    assertThat(p.coefficient(0, 1)).isEqualTo(-0.98412);
    assertThat(p.coefficient(1, 1)).isZero();
  }

  @Test
  void monomialsComeByDegree() {
    assertThat(FieldPolynomial.monomials(2, 2))
        .containsExactly(
            MultiIndex.of(0, 0),
            MultiIndex.of(1, 0),
            MultiIndex.of(0, 1),
            MultiIndex.of(2, 0),
            MultiIndex.of(1, 1),
            MultiIndex.of(0, 2));
    assertThat(FieldPolynomial.monomials(12, 2)).hasSize(91);
    assertThatThrownBy(() -> X.plus(FieldPolynomial.factor(3, 0)))
        .isInstanceOf(InvalidInputException.class);
  }
}
