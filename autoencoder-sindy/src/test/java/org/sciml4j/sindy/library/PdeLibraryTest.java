package org.sciml4j.sindy.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/** Terms of partial differential equations. */
class PdeLibraryTest {
  private static final Variable U = new Variable("u");
  private static final Variable V = new Variable("v");

  private static List<String> texts(Library library, Variable... fields) {
    return library.terms(List.of(fields)).stream().map(Expression::text).toList();
  }

  @Test
  void burgersHasTheSixteenTermsOfTheLiterature() {
    assertThat(texts(PdeLibrary.of(3, SpaceDerivatives.upTo(3, "x")), U))
        .containsExactly(
            "1",
            "u",
            "u^2",
            "u^3",
            "u_x",
            "u_xx",
            "u_xxx",
            "u u_x",
            "u^2 u_x",
            "u^3 u_x",
            "u u_xx",
            "u^2 u_xx",
            "u^3 u_xx",
            "u u_xxx",
            "u^2 u_xxx",
            "u^3 u_xxx");
    assertThat(texts(PdeLibrary.of(5, SpaceDerivatives.upTo(5, "x")), U)).hasSize(36);
  }

  @Test
  void theWeakFormOfKuramotoSivashinskyHasFortyThreeTerms() {
    List<String> terms = texts(WeakPdeLibrary.of(6, SpaceDerivatives.upTo(6, "x")), U);
    assertThat(terms).hasSize(43).contains("1", "u", "u_x", "d_x(u^2)", "u_xxxx", "d_xx(u^6)");
  }

  @Test
  void derivativesMayBeMixed() {
    assertThat(SpaceDerivatives.upTo(2, "xyz").all())
        .containsExactly("x", "y", "z", "xx", "xy", "xz", "yy", "yz", "zz");
    assertThat(SpaceDerivatives.upTo(3, "yx").withoutMixed().all())
        .containsExactly("y", "x", "yy", "xx", "yyy", "xxx");
    assertThat(SpaceDerivatives.upTo(4, "xyz").all()).hasSize(34).doesNotHaveDuplicates();
  }

  @Test
  void derivativesMayMultiplyEachOther() {
    Library library =
        new PdeLibrary(PolynomialLibrary.of(1).withoutBias(), SpaceDerivatives.upTo(1, "x"), 2);
    assertThat(texts(library, U, V))
        .containsExactly(
            "u",
            "v",
            "u_x",
            "v_x",
            "u_x^2",
            "u_x v_x",
            "v_x^2",
            "u u_x",
            "v u_x",
            "u v_x",
            "v v_x",
            "u u_x^2",
            "v u_x^2",
            "u u_x v_x",
            "v u_x v_x",
            "u v_x^2",
            "v v_x^2");
  }

  @Test
  void fieldsNamedLikeDerivativesAreRefused() {
    Library library = PdeLibrary.of(1, SpaceDerivatives.upTo(1, "x"));
    assertThatThrownBy(() -> library.terms(List.of(U, new Variable("u_x"))))
        .hasMessageContaining("field u_x");
    assertThatThrownBy(() -> SpaceDerivatives.upTo(1, "xx")).hasMessageContaining("'xx'");
    assertThatThrownBy(() -> SpaceDerivatives.upTo(0, "x")).hasMessageContaining("order");
  }
}
