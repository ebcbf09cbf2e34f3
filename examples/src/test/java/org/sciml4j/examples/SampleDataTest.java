package org.sciml4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.Moments;
import org.sciml4j.operators.classical.ClassicalStencils;
import org.sciml4j.operators.fit.StencilFit;
import org.sciml4j.operators.fit.StencilFitProblem;
import org.sciml4j.operators.mks.InfluenceFit;
import org.sciml4j.operators.mks.PrimitiveBasis;

/** What the sample files are for: the constants they were made with come back from fits. */
class SampleDataTest {

  @Test
  void heatInTwoDimensionsIsTheFivePointStencil() {
    try (FieldFile file = file("heat-2d.nc")) {
      StencilFit fit =
          StencilFit.timeDerivativeOf(file.field("T")).size(3).boundary(PERIODIC).fit();
      double h = HeatPlate.SPACING;
      Stencil exact =
          ClassicalStencils.named("laplacian-5-point", 2).on(h, h).times(HeatPlate.DIFFUSIVITY);
      assertThat(fit.stencil().minus(exact).largestCoefficient())
          .isLessThan(1e-10 * HeatPlate.DIFFUSIVITY / (h * h));
    }
  }

  @Test
  void heatInThreeDimensionsIsTheSevenPointStencil() {
    try (FieldFile file = file("heat-3d.nc")) {
      StencilFit fit =
          StencilFit.timeDerivativeOf(file.field("T")).size(3).boundary(PERIODIC).fit();
      double h = HeatBlock.SPACING;
      Stencil exact =
          ClassicalStencils.named("laplacian-7-point", 3).on(h, h, h).times(HeatBlock.DIFFUSIVITY);
      assertThat(fit.stencil().minus(exact).largestCoefficient())
          .isLessThan(1e-10 * HeatBlock.DIFFUSIVITY / (h * h));
    }
  }

  @Test
  void tracerHasTheDiffusivityInItsSecondMoment() {
    try (FieldFile file = file("advection-diffusion-2d.nc")) {
      StencilFitProblem problem =
          StencilFit.between(file.field("c"), file.field("dcdt")).boundary(PERIODIC);
      Moments moments = problem.size(5).fit().stencil().moments();
      double kappa = AdvectedTracer.DIFFUSIVITY;
      assertThat(moments.get(2, 0)).isCloseTo(kappa, withPercentage(0.01));
      assertThat(moments.get(0, 2)).isCloseTo(kappa, withPercentage(0.01));
      assertThat(moments.get(1, 0)).isCloseTo(-AdvectedTracer.VELOCITY_Y, withPercentage(0.01));
      assertThat(moments.get(0, 1)).isCloseTo(-AdvectedTracer.VELOCITY_X, withPercentage(0.01));
    }
  }

  @Test
  void stringHasSpeedAndCutoffInItsMoments() {
    try (FieldFile file = file("waves-1d.nc")) {
      Moments moments =
          StencilFit.between(file.field("u"), file.field("utt"))
              .size(5)
              .boundary(PERIODIC)
              .fit()
              .stencil()
              .moments();
      double cutoff = WavesOnString.CUTOFF;
      assertThat(moments.get(0)).isCloseTo(-cutoff * cutoff, within(1e-3));
      assertThat(moments.get(2))
          .isCloseTo(WavesOnString.SPEED * WavesOnString.SPEED, withPercentage(0.1));
    }
  }

  @Test
  void compositesHaveKernelsThatPredictThem() {
    try (FieldFile file = file("composite-2d.nc")) {
      Field phase = file.field("phase");
      Field gradient = file.field("gradient");
      InfluenceFit fit =
          InfluenceFit.of(
              new PrimitiveBasis(2, 0, 1),
              phase.slice("sample", 0, 30),
              gradient.slice("sample", 0, 30));
      try (Tensor unseen = phase.slice("sample", 30, 40).read();
          Tensor exact = gradient.slice("sample", 30, 40).read();
          Tensor predicted = Tensor.zeros(DType.F64, exact.shape())) {
        fit.kernels().localization().predict(unseen, predicted);
        double error = 0;
        for (long i = 0; i < exact.count(); i++) {
          error += Math.abs(predicted.getFlat(i) - exact.getFlat(i)) / exact.count();
        }
        assertThat(error).isLessThan(0.009);
      }
    }
  }

  private static FieldFile file(String name) {
    return FieldFile.open(Path.of("data").resolve(name));
  }
}
