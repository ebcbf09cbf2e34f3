package org.sciml4j.operators.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.StencilFile.Identified;
import org.sciml4j.operators.StencilFile.Origin;

class StencilSourceTest {
  private static final BoundaryMode[] PERIODIC = {BoundaryMode.PERIODIC};

  @ParameterizedTest
  @EnumSource
  void printsWeightsInFull(Language language) {
    double third = 1.0 / 3;
    assertThat(source(language, DType.F64, third, 1e-300))
        .contains("0.3333333333333333")
        .contains("1.0E-300");
    assertThat(source(language, DType.F32, third, 1))
        .contains("0.33333334")
        .doesNotContain("0.333333333");
  }

  @ParameterizedTest
  @EnumSource
  void headSaysWhatItIs(Language language) {
    assertThat(source(language, DType.F32, 1, 2))
        .contains("out = K*u, a finite-difference stencil applied to a 1-D field, single precision")
        .contains("n0: points along 'x', spacing 0.25, boundary periodic, fastest in memory");
  }

  @ParameterizedTest
  @EnumSource
  void headTellsWhereItComesFromOnOneSafeLineEach(Language language) {
    StencilFile file =
        StencilFile.of("T", stencil(1, 2), BoundaryMode.ZERO)
            .withIdentified(new Identified("laplacian", 1, 0, "m2 s-1", "1.0 ± 0.1 m²/s × it"))
            .withOrigin(
                new Origin("C:\\users\n#error ??/", "SciML4J 1", OptionalDouble.empty(), ""));
    assertThat(StencilSource.in(language).of(file, DType.F64, "stencil"))
        .contains("Identified as 1.0 ± 0.1 m²/s × it")
        .contains("Source: C:.users.#error .?/")
        .contains("Written by SciML4J 1\n");
  }

  /** Standard Fortran ends at 132 columns and 255 continuation lines. */
  @Test
  void fortranLinesStayWithinTheStandard() {
    List<String> lines = ExportCase.largest().source(Language.FORTRAN).lines().toList();
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(132));
    int run = 0;
    for (String line : lines) {
      run = line.endsWith("&") ? run + 1 : 0;
      assertThat(run).isLessThanOrEqualTo(255);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "2nd", "a b", "for", "SUBROUTINE", "out", "caf\u00e9", "a-b"})
  void refusesNamesThatSomeLanguageDoesNotKnow(String name) {
    assertThatThrownBy(
            () -> StencilSource.in(Language.C).of(stencil(1, 2), PERIODIC, DType.F64, name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("function name is '" + name + "'");
  }

  @Test
  void refusesWhatCannotBeWritten() {
    assertThatThrownBy(() -> source(Language.C, DType.F32, 1e39, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1.0E39");
    assertThatThrownBy(() -> source(Language.C, DType.F64, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("zero everywhere");
    assertThatThrownBy(() -> source(Language.C, DType.F64, Double.NaN, 0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Language.named("cobol"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one of [c, fortran, cuda, python, java]");
    assertThat(Language.named("Fortran")).isEqualTo(Language.FORTRAN);
  }

  private static String source(Language language, DType dtype, double left, double right) {
    return StencilSource.in(language).of(stencil(left, right), PERIODIC, dtype, "stencil");
  }

  private static Stencil stencil(double left, double right) {
    return Stencil.of(new double[] {0.25}, new int[][] {{-1}, {1}}, new double[] {left, right});
  }
}
