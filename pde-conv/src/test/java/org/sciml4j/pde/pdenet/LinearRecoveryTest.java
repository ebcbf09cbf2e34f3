package org.sciml4j.pde.pdenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.core.nn.layer.Conv.conv1d;
import static org.sciml4j.core.nn.layer.Conv.conv2d;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.LeastSquaresTraining;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.scheme.TimeStep;

/** Residual blocks of one free kernel find the scheme that made their data. */
class LinearRecoveryTest {
  private static final int N = 64;

  /** The kernel of one step, the block's own plus one at the centre. */
  private static double[] learned(Layer conv, double[] before, double[] after, long... shape) {
    try (Tensor u = Tensor.of(before, shape);
        Tensor next = Tensor.of(after, shape);
        LeastSquaresTraining.Result result =
            LeastSquaresTraining.of(TimeStep.euler(conv, 1), CpuDevice.common())
                .fit(TensorDataset.of(u, next), RandomKey.of(1))) {
      double[] kernel = result.parameters().asMap().values().iterator().next().toDoubles();
      kernel[kernel.length / 2] += 1;
      return kernel;
    }
  }

  private static double[] noise(int count) {
    SplittableRandom random = new SplittableRandom(5);
    double[] noise = new double[count];
    Arrays.setAll(noise, i -> random.nextGaussian());
    return noise;
  }

  private static Layer threePoints() {
    return conv1d(1, 3).boundary(BoundaryMode.PERIODIC).withoutBias();
  }

  private static Layer nineQuarters() {
    return conv2d(1, 3).boundary(BoundaryMode.PERIODIC).withoutBias();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.9})
  void upwindAndLaxWendroffSchemesComeBack(double c) {
    double[] u = noise(4 * N);
    double[] upwind = new double[u.length];
    double[] laxWendroff = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      int row = i / N * N;
      double left = u[row + (i + N - 1) % N];
      double right = u[row + (i + 1) % N];
      upwind[i] = c * left + (1 - c) * u[i];
      laxWendroff[i] = u[i] - c / 2 * (right - left) + c * c / 2 * (right - 2 * u[i] + left);
    }

    assertThat(learned(threePoints(), u, upwind, 4, 1, N))
        .containsExactly(new double[] {c, 1 - c, 0}, within(1e-13));
    assertThat(learned(threePoints(), u, laxWendroff, 4, 1, N))
        .containsExactly(
            new double[] {c * (1 + c) / 2, 1 - c * c, -c * (1 - c) / 2}, within(1e-13));
  }

  @Test
  void explicitHeatStepsComeBack() {
    double[] u = noise(2 * N * N);
    double[] next =
        LayerRun.of(
            TimeStep.euler(nineQuarters(), 1),
            parameters -> {
              double[] kernel = {0, 0.2, 0, 0.2, -0.8, 0.2, 0, 0.2, 0};
              Tensor tensor = parameters.asMap().values().iterator().next();
              for (int i = 0; i < 9; i++) {
                tensor.setFlat(i, kernel[i]);
              }
              return parameters;
            },
            u,
            2,
            1,
            N,
            N);

    assertThat(learned(nineQuarters(), u, next, 2, 1, N, N))
        .containsExactly(new double[] {0, .2, 0, .2, .2, .2, 0, .2, 0}, within(1e-13));
  }

  @Test
  void exactHeatStepsGiveTheTruncatedHeatKernel() {
    double[] along = heatKernel();
    assertThat(along[0] * along[0]).isCloseTo(0.361363158, within(1e-9));
    assertThat(along[0] * along[1]).isCloseTo(0.121891049, within(1e-9));
    assertThat(along[1] * along[1]).isCloseTo(0.041114949, within(1e-9));

    double[] u = noise(4 * N * N);
    double[] kernel = learned(nineQuarters(), u, heated(u, along), 4, 1, N, N);

    for (int i = 0; i < 9; i++) {
      double expected = along[Math.abs(i / 3 - 1)] * along[Math.abs(i % 3 - 1)];
      assertThat(kernel[i]).isCloseTo(expected, within(1e-3));
    }
  }

  /** {@code 1/N Σ_k exp(-0.2 k²h²) cos(k h j)}, h being 2π/N. */
  private static double[] heatKernel() {
    double h = 2 * Math.PI / N;
    double[] kernel = new double[N];
    for (int j = 0; j < N; j++) {
      for (int k = -N / 2 + 1; k <= N / 2; k++) {
        kernel[j] += Math.exp(-0.2 * k * k * h * h) * Math.cos(k * h * j) / N;
      }
    }
    return kernel;
  }

  private static double[] heated(double[] u, double[] along) {
    double[] alongX = new double[u.length];
    double[] heated = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < N; j++) {
        alongX[i] += along[Math.floorMod(i % N - j, N)] * u[i - i % N + j];
      }
    }
    for (int i = 0; i < u.length; i++) {
      int y = i / N % N;
      for (int j = 0; j < N; j++) {
        heated[i] += along[Math.floorMod(y - j, N)] * alongX[i + (j - y) * N];
      }
    }
    return heated;
  }
}
