package org.sciml4j.pde.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Repeat;
import org.sciml4j.core.nn.layer.Border;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.pde.LayerRun;

/** What steps of the five-point Laplacian multiply Fourier modes with. */
class LinearModesTest {
  private static final int N = 32;
  private static final double H = 2 * Math.PI / N;

  /** {@code ν ∇²u} on a periodic grid. */
  private static Layer diffusion(double nu, double h) {
    return (u, scope) -> {
      Value kernel =
          Value.constant(new TensorType(u.type().dtype(), 1, 1, 3, 3), 0, 1, 0, 1, -4, 1, 0, 1, 0)
              .times(nu / (h * h));
      return u.pad(Border.onBatch(Collections.nCopies(2, Padding.both(1, BoundaryMode.PERIODIC))))
          .crossCorrelate(kernel, ConvolutionGeometry.dense(2));
    };
  }

  private static double[] mode(int n, int k, int l) {
    double[] u = new double[n * n];
    for (int i = 0; i < u.length; i++) {
      u[i] = Math.cos(2 * Math.PI / n * (k * (i / n) + l * (i % n)) + 0.3);
    }
    return u;
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0.2", "3, 5, 0.25", "16, 16, 0.25", "7, 11, 0.1", "15, 2, 0.3"})
  void sharedBlocksMultiplyAModeByThePowerOfOneBlocksFactor(int k, int l, double r) {
    int blocks = 20;
    double[] u = mode(N, k, l);
    Layer blocksOfOneKernel = Repeat.of(TimeStep.euler(diffusion(1, H), r * H * H), blocks);
    double factor = Math.pow(1 - r * (4 - 2 * Math.cos(k * H) - 2 * Math.cos(l * H)), blocks);

    double[] stepped = LayerRun.of(blocksOfOneKernel, u, 1, 1, N, N);

    double scale = Math.max(1, Math.abs(factor));
    assertThat(stepped)
        .containsExactly(Arrays.stream(u).map(x -> factor * x).toArray(), within(1e-12 * scale));
  }

  @Test
  void upToAQuarterEachStepIsAConvexCombinationAndKeepsTheSum() {
    double[] u = new double[N * N];
    Arrays.setAll(u, i -> Math.floorMod(i * 7919L, 101) / 100.0);
    double[] stepped = LayerRun.of(TimeStep.euler(diffusion(1, H), 0.25 * H * H), u, 1, 1, N, N);

    assertThat(Arrays.stream(stepped).max().orElseThrow()).isLessThanOrEqualTo(1);
    assertThat(Arrays.stream(stepped).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    assertThat(Arrays.stream(stepped).sum()).isCloseTo(Arrays.stream(u).sum(), within(1e-11));
  }

  @Test
  void beyondAQuarterTheCheckerboardGrows() {
    double[] u = mode(N, N / 2, N / 2);
    double[] stepped = LayerRun.of(TimeStep.euler(diffusion(1, H), 0.26 * H * H), u, 1, 1, N, N);

    assertThat(Math.abs(stepped[0] / u[0])).isCloseTo(1.08, within(1e-12));
  }

  /** The viscosity that one Euler step with the five-point kernel finds in exact data. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.01, 1.00030334",
    "4, 0.01, 1.00489019",
    "1, 0.05, 0.99830573",
    "4, 0.05, 0.97349193"
  })
  void eulerStepsBiasTheViscosityFoundInExactData(int k, double dt, double published) {
    int n = 64;
    double nu = 0.1;
    double[] u = mode(n, k, 0);
    double[] change = LayerRun.of(diffusion(1, 2 * Math.PI / n), u, 1, 1, n, n);
    double decay = Math.exp(-nu * k * k * dt);
    double dot = 0;
    double norm = 0;
    for (int i = 0; i < u.length; i++) {
      dot += change[i] * (decay - 1) * u[i];
      norm += change[i] * change[i] * dt;
    }

    assertThat(dot / norm / nu).isCloseTo(published, within(5e-9));
  }

  @Test
  void stiffSchemesMultiplyAModeByTheirAmplification() {
    double dt = 0.1; // ten times the limit of forward Euler
    double lambda = -(4 - 2 * Math.cos(3 * H) - 2 * Math.cos(5 * H)) / (H * H);
    double[] u = mode(N, 3, 5);
    StiffDiffusion linear = StiffDiffusion.periodic(new double[] {2}, new long[] {N, N}, H, H);
    Layer half = (x, scope) -> x.times(0.5);
    double exponential =
        Math.exp(2 * dt * lambda) + 0.5 * Math.expm1(2 * dt * lambda) / (2 * lambda);
    double implicit = (1 + 0.5 * dt) / (1 - 2 * dt * lambda);

    assertThat(LayerRun.of(new TimeStep(half, new ExponentialEuler(linear), dt), u, 1, 1, N, N))
        .containsExactly(Arrays.stream(u).map(x -> exponential * x).toArray(), within(1e-12));
    assertThat(
            LayerRun.of(new TimeStep(half, new ImplicitDiffusionEuler(linear), dt), u, 1, 1, N, N))
        .containsExactly(Arrays.stream(u).map(x -> implicit * x).toArray(), within(1e-12));
  }
}
