package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.Grid;
import org.sciml4j.operators.Stencil;

/** Derivatives along an axis stored from its highest coordinate down, as latitude often is. */
class DescendingAxisTest {
  private static final double H = 0.5;
  private static final Tensor U = RandomKey.of(95).normal(DType.F64, 24, 20);
  private static final List<Axis> AXES =
      List.of(
          Axis.uniform("lat", AxisKind.Y, "m", 24, 9, -H),
          Axis.uniform("lon", AxisKind.X, "m", 20, 0, H));
  private static final BoundaryMode[] PERIODIC = FitData.everywhere(BoundaryMode.PERIODIC, 2);

  @AfterAll
  static void free() {
    U.close();
  }

  private static StencilFitProblem problem(Tensor v) {
    return StencilFit.between(new TensorField("u", "", AXES, U), new TensorField("v", "", AXES, v))
        .boundary(BoundaryMode.PERIODIC);
  }

  /** {@code (u(y + H) - u(y - H)) / 2H}, where y + H is one row earlier. */
  private static Tensor slopeInLatitude() {
    Stencil rows =
        Stencil.of(
            new double[] {1, 1}, new int[][] {{-1, 0}, {1, 0}}, new double[] {0.5 / H, -0.5 / H});
    return FitData.apply(rows, U, PERIODIC);
  }

  @Test
  void theDerivativeHasTheSignOfTheCoordinate() {
    try (Tensor v = slopeInLatitude()) {
      StencilFit fit = problem(v).fit();
      assertThat(fit.stencil().moments().get(1, 0)).isCloseTo(1, within(1e-12));
      assertThat(fit.identified().terms().getFirst().scale().value()).isCloseTo(1, within(1e-9));
      assertThat(fit.toString()).contains("1 m × central difference ∂/∂lat").doesNotContain("-1 m");
      assertThat(fit.warnings()).isEmpty();
      assertThat(fit.residualSpectrum().waveNumbers()).hasSize(8).doesNotContain(Double.NaN);
      assertThat(fit.residualSpectrum().waveNumbers()[0]).isPositive();
    }
  }

  @Test
  void constraintsSpeakOfTheCoordinate() {
    try (Tensor v = slopeInLatitude()) {
      DifferentialOperator slope = DifferentialOperator.derivative(1, 0);
      StencilFit fit = problem(v).constrain(Constraint.consistentWith(slope, 2)).fit();
      assertThat(fit.rSquared()).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void theStencilRunsOnTheGridItWasFittedOn() {
    Stencil rows =
        Stencil.of(
            new double[] {H, H},
            new int[][] {{-1, 0}, {0, -1}, {0, 0}, {0, 1}, {1, 0}},
            new double[] {4, 4, -16, 4, 4});
    try (Tensor v = FitData.apply(rows, U, PERIODIC);
        Tensor out = Tensor.zeros(DType.F64, 24, 20)) {
      StencilFit fit = problem(v).fit();
      assertThat(fit.toString()).contains("5-point Laplacian");
      double[] spacing = AXES.stream().mapToDouble(Axis::spacing).toArray();
      fit.stencil().on(new Grid(new long[] {24, 20}, spacing, PERIODIC, DType.F64)).apply(U, out);
      assertThat(out.getFlat(47)).isCloseTo(v.getFlat(47), within(1e-10));
    }
  }
}
