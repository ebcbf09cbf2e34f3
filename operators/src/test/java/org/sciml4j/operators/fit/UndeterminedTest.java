package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Stencil;

class UndeterminedTest {
  private static final RandomKey KEY = RandomKey.of(71);

  private static StencilFitProblem problem(Tensor u, Tensor v) {
    double[] spacing = new double[u.rank()];
    Arrays.fill(spacing, 1);
    return StencilFit.between(
            TensorField.inSpace("u", u, spacing), TensorField.inSpace("v", v, spacing))
        .boundary(BoundaryMode.PERIODIC);
  }

  @Test
  void aConstantFieldDeterminesOnlyTheSum() {
    try (Tensor u = Tensor.zeros(DType.F64, 8, 8).fill(3);
        Tensor v = KEY.normal(DType.F64, 8, 8)) {
      assertThatThrownBy(() -> problem(u, v).fit())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("field 'u' is constant")
          .hasMessageContaining("only the sum of the coefficients [u[-1, -1], u[-1, 0],");
      u.fill(0);
      assertThatThrownBy(() -> problem(u, v).fit())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("field 'u' is zero everywhere");
    }
  }

  @Test
  void aFieldThatVariesAlongOneAxisDeterminesSumsAlongTheOther() {
    try (Tensor line = KEY.child(1).normal(DType.F64, 16);
        Tensor u = Tensor.zeros(DType.F64, 12, 16)) {
      for (long i = 0; i < u.count(); i++) {
        u.setFlat(i, line.getFlat(i % 16));
      }
      Stencil truth = FitData.randomStencil(KEY.child(2), new int[] {3, 3}, 1, 1);
      try (Tensor v = FitData.apply(truth, u, BoundaryMode.PERIODIC, BoundaryMode.PERIODIC)) {
        StencilFit fit = problem(u, v).fit();
        assertThat(fit.rank()).isEqualTo(3);
        assertThat(fit.undetermined()).hasSize(6);
        assertThat(fit.determined())
            .extracting(Combination::toString)
            .containsExactly(
                "u[-1,-1] + u[0,-1] + u[1,-1]",
                "u[-1,0] + u[0,0] + u[1,0]",
                "u[-1,1] + u[0,1] + u[1,1]");
        assertThat(fit.standardErrors("u")).containsOnly(Double.POSITIVE_INFINITY);
        for (int k = -1; k <= 1; k++) {
          double sum = truth.coefficient(-1, k) + truth.coefficient(0, k) + truth.coefficient(1, k);
          for (int j = -1; j <= 1; j++) {
            assertThat(fit.stencil().coefficient(j, k)).isCloseTo(sum / 3, within(1e-12));
          }
        }
        assertThat(fit.toString())
            .contains("warning: the data leaves 6 directions of the coefficients open")
            .contains("determines only u[-1,-1] + u[0,-1] + u[1,-1]");
      }
    }
  }

  @Test
  void oneFourierModeDeterminesTwoNumbersAndAConstraintCompletesThem() {
    try (Tensor u = Tensor.zeros(DType.F64, 64)) {
      for (int i = 0; i < 64; i++) {
        u.setFlat(i, Math.sin(2 * Math.PI * 5 * i / 64));
      }
      Stencil truth =
          Stencil.of(new double[] {1}, new int[][] {{-1}, {0}, {1}}, new double[] {2, -3, 1});
      try (Tensor v = FitData.apply(truth, u, BoundaryMode.PERIODIC)) {
        StencilFit open = problem(u, v).fit();
        assertThat(open.rank()).isEqualTo(2);
        assertThat(open.undetermined()).hasSize(1);
        Stencil found = problem(u, v).constrain(Constraint.zeroSum()).fit().stencil();
        assertThat(found.isCloseTo(truth, 1e-10)).isTrue();
      }
    }
  }

  @Test
  void collinearInputsAreTold() {
    try (Tensor u = KEY.child(3).normal(DType.F64, 40);
        Tensor w = Tensor.zeros(DType.F64, 40);
        Tensor v = KEY.child(4).normal(DType.F64, 40)) {
      for (int i = 0; i < 40; i++) {
        w.setFlat(i, 2 * u.getFlat(i));
      }
      StencilFit fit = problem(u, v).inputs(TensorField.inSpace("w", w, 1)).size(1).fit();
      assertThat(fit.rank()).isEqualTo(1);
      assertThat(fit.undetermined())
          .extracting(Combination::toString)
          .containsExactly("u[0] - 0.5 w[0]");
      assertThat(fit.determined())
          .extracting(Combination::toString)
          .containsExactly("u[0] + 2 w[0]");
    }
  }

  @Test
  void smoothDataStaysAccurateUpToHighConditionNumbers() {
    double h = 1.0 / 512;
    Stencil truth =
        Stencil.of(new double[] {h}, new int[][] {{-1}, {0}, {1}}, new double[] {1.25, -2.5, 1.25});
    try (Tensor u = FitData.smooth(KEY.child(5), 12, 512);
        Tensor v = Tensor.zeros(DType.F64, 512)) {
      FitData.addTo(v, truth, u, BoundaryMode.PERIODIC);
      StencilFit fit =
          StencilFit.between(TensorField.inSpace("u", u, h), TensorField.inSpace("v", v, h))
              .boundary(BoundaryMode.PERIODIC)
              .fit();
      assertThat(fit.conditionNumber()).isBetween(1e2, 1e6);
      // A backward stable solver leaves the rounding of v times the condition number.
      assertThat(fit.stencil().minus(truth).largestCoefficient())
          .isLessThan(1e-15 * fit.conditionNumber());
      for (int[] offset : truth.offsets()) {
        assertThat(fit.interval("u", offset, 0.9999).contains(truth.coefficient(offset))).isTrue();
      }
    }
  }

  @Test
  void singlePrecisionDataDeterminesLess() {
    try (Tensor smooth = FitData.smooth(KEY.child(6), 12, 4096);
        Tensor u = smooth.to(DType.F32);
        Tensor v = FitData.smooth(KEY.child(7), 12, 4096)) {
      StencilFit single = problem(u, v).size(5).fit();
      StencilFit twice = problem(smooth, v).size(5).fit();
      assertThat(single.undetermined()).isNotEmpty();
      assertThat(twice.undetermined()).isEmpty();
    }
  }

  @Test
  void aFieldNarrowerThanTheStencilDeterminesWhatItSees() {
    try (Tensor u = KEY.child(8).normal(DType.F64, 2, 60)) {
      Stencil truth = FitData.randomStencil(KEY.child(9), new int[] {5, 3}, 1, 1);
      try (Tensor v = FitData.apply(truth, u, BoundaryMode.PERIODIC, BoundaryMode.PERIODIC)) {
        StencilFit fit = problem(u, v).size(5, 3).fit();
        assertThat(fit.rank()).isEqualTo(6);
        assertThat(fit.determined())
            .extracting(Combination::toString)
            .contains("u[-2,-1] + u[0,-1] + u[2,-1]", "u[-1,0] + u[1,0]");
        double seen = fit.stencil().coefficient(-1, 0) + fit.stencil().coefficient(1, 0);
        double expected = truth.coefficient(-1, 0) + truth.coefficient(1, 0);
        assertThat(seen).isCloseTo(expected, within(1e-12));
      }
    }
  }

  @Test
  void aTargetAtTheRoundingLevelIsNotCalledExact() {
    int n = 2048;
    try (Tensor u = Tensor.zeros(DType.F32, 2, n)) {
      for (int i = 0; i < n; i++) {
        u.setFlat(i, 300 + 0.5 * Math.sin(2 * Math.PI * i / n));
        u.setFlat(n + i, 300 + 0.5 * Math.sin(2 * Math.PI * (i + 0.01) / n));
      }
      StencilFit fit =
          StencilFit.timeDerivativeOf(TensorField.inTime("T", u, 1, 1))
              .boundary(BoundaryMode.PERIODIC)
              .fit();
      assertThat(fit.noise().kind()).isEqualTo(NoiseDiagnosis.Kind.ROUNDING);
      assertThat(fit.toString())
          .contains("warning: the target is at the rounding level")
          .doesNotContain("exact")
          .doesNotContainPattern("identified +by its moments");
    }
  }
}
