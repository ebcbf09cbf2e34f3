package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Stencil;

class StencilRecoveryTest {
  private static final RandomKey KEY = RandomKey.of(21);

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (BoundaryMode mode : BoundaryMode.values()) {
      for (int extent : new int[] {3, 5, 7}) {
        cases.add(Arguments.of(new long[] {300}, new int[] {extent}, new BoundaryMode[] {mode}));
        cases.add(
            Arguments.of(
                new long[] {24, 37}, new int[] {extent, extent}, new BoundaryMode[] {mode, mode}));
      }
      for (int extent : new int[] {3, 5}) {
        cases.add(
            Arguments.of(
                new long[] {11, 14, 13},
                new int[] {extent, extent, extent},
                new BoundaryMode[] {mode, mode, mode}));
      }
    }
    cases.add(
        Arguments.of(
            new long[] {20, 21, 22},
            new int[] {7, 3, 5},
            new BoundaryMode[] {BoundaryMode.ZERO, BoundaryMode.PERIODIC, BoundaryMode.VALID}));
    cases.add(
        Arguments.of(
            new long[] {14, 15, 16},
            new int[] {7, 7, 7},
            new BoundaryMode[] {
              BoundaryMode.PERIODIC, BoundaryMode.REFLECT, BoundaryMode.REPLICATE
            }));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsARandomKernel(long[] shape, int[] extents, BoundaryMode[] modes) {
    double[] spacing = new double[shape.length];
    Arrays.fill(spacing, 0.5);
    Stencil truth = FitData.randomStencil(KEY.child(1), extents, spacing);
    for (DType dtype : DType.values()) {
      try (Tensor u = KEY.child(2).normal(dtype, shape);
          Tensor v = FitData.apply(truth, u, modes)) {
        StencilFit fit =
            StencilFit.between(
                    TensorField.inSpace("u", u, spacing), TensorField.inSpace("v", v, spacing))
                .size(extents)
                .boundary(modes)
                .fit();
        double tolerance = dtype == DType.F64 ? 1e-12 : 1e-5;
        assertThat(fit.stencil().isCloseTo(truth, tolerance)).isTrue();
        assertThat(fit.rSquared()).isCloseTo(1, within(tolerance * tolerance));
        assertThat(fit.rank()).isEqualTo(truth.size());
        assertThat(fit.undetermined()).isEmpty();
        assertThat(fit.leftOut()).isZero();
      }
    }
  }

  @Test
  void findsSeveralInputsAndABias() {
    BoundaryMode[] modes = {BoundaryMode.PERIODIC, BoundaryMode.ZERO};
    Stencil onU = FitData.randomStencil(KEY.child(3), new int[] {3, 3}, 1, 1);
    Stencil onW = FitData.randomStencil(KEY.child(4), new int[] {3, 3}, 1, 1);
    try (Tensor u = KEY.child(5).normal(DType.F64, 40, 50);
        Tensor w = KEY.child(6).normal(DType.F64, 40, 50);
        Tensor v = FitData.addTo(FitData.apply(onU, u, modes), onW, w, modes)) {
      for (long i = 0; i < v.count(); i++) {
        v.setFlat(i, v.getFlat(i) + 0.75);
      }
      StencilFit fit =
          StencilFit.between(TensorField.inSpace("u", u, 1, 1), TensorField.inSpace("v", v, 1, 1))
              .inputs(TensorField.inSpace("w", w, 1, 1))
              .boundary(modes)
              .bias(true)
              .fit();
      assertThat(fit.inputs()).containsExactly("u", "w");
      assertThat(fit.stencil("u").isCloseTo(onU, 1e-12)).isTrue();
      assertThat(fit.stencil("w").isCloseTo(onW, 1e-12)).isTrue();
      assertThat(fit.bias()).isCloseTo(0.75, within(1e-12));
      assertThat(fit.biasStandardError()).isLessThan(1e-14);
    }
  }

  @Test
  void identifiesTheHeatEquation() {
    double kappa = 0.1;
    double h = 1.0 / 64;
    double dt = 0.2 * h * h / kappa;
    double c = kappa / (h * h);
    Stencil truth =
        Stencil.dense(new double[] {h, h}, new double[][] {{0, c, 0}, {c, -4 * c, c}, {0, c, 0}});
    BoundaryMode[] modes = FitData.everywhere(BoundaryMode.PERIODIC, 2);
    try (Tensor first = FitData.smooth(KEY.child(7), 40, 64, 64);
        Tensor series = FitData.march(first, truth, dt, 12, modes)) {
      StencilFit fit =
          StencilFit.timeDerivativeOf(TensorField.inTime("T", series, dt, h, h))
              .size(3)
              .boundary(modes)
              .fit();
      assertThat(fit.stencil().isCloseTo(truth, 1e-10)).isTrue();
      int[][] offsets = truth.offsets();
      for (int k = 0; k < offsets.length; k++) {
        assertThat(fit.interval("T", offsets[k], 0.9999).contains(truth.coefficient(offsets[k])))
            .isTrue();
      }
      assertThat(fit.identified().toString()).contains("5-point Laplacian");
      assertThat(fit.noise().kind()).isEqualTo(NoiseDiagnosis.Kind.EXACT);
      assertThat(fit.warnings()).isEmpty();
    }
  }

  @Test
  void aFitStaysWhatItIsWhenItsFieldsAreClosed() {
    Tensor u = RandomKey.of(33).child(1).normal(DType.F64, 40, 40);
    Tensor v = RandomKey.of(33).child(2).normal(DType.F64, 40, 40);
    StencilFitProblem problem =
        StencilFit.between(TensorField.inSpace("u", u, 1, 1), TensorField.inSpace("v", v, 1, 1));
    String report = problem.fit().toString();
    StencilFit fit = problem.fit();
    u.close();
    v.close();
    assertThat(fit.toString()).isEqualTo(report);
    assertThat(fit.residualSpectrum().power()).isNotEmpty();
  }

  @Test
  void errorsTooSmallForTheTableAreToldBelowIt() {
    Stencil truth =
        Stencil.of(new double[] {1}, new int[][] {{-1}, {0}, {1}}, new double[] {1, -2, 1});
    try (Tensor u = RandomKey.of(34).normal(DType.F64, 400);
        Tensor v = FitData.apply(truth, u, BoundaryMode.PERIODIC)) {
      StencilFitProblem problem =
          StencilFit.between(TensorField.inSpace("u", u, 1), TensorField.inSpace("v", v, 1))
              .boundary(BoundaryMode.PERIODIC);
      StencilFit exact = problem.fit();
      assertThat(exact.toString())
          .containsPattern("  1  -2   1\n  standard errors at most [1-9.]+e-1[5-9]\n");
      FitData.addNoise(v, RandomKey.of(35), 0.1);
      assertThat(problem.fit().toString()).doesNotContain("standard errors at most");
    }
  }
}
