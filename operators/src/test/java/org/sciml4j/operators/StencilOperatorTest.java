package org.sciml4j.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.Tensor;

class StencilOperatorTest {
  private static final int N = 64;
  private static final double H = 2 * Math.PI / N;

  private static Stencil fivePointLaplacian() {
    double w = 1 / (H * H);
    return Stencil.of(
        new double[] {H, H},
        new int[][] {{-1, 0}, {0, -1}, {0, 0}, {0, 1}, {1, 0}},
        new double[] {w, w, -4 * w, w, w});
  }

  private static double[] singleMode() {
    double[] u = new double[N * N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        u[i * N + j] = Math.sin(2 * i * H + 3 * j * H);
      }
    }
    return u;
  }

  @Test
  void should_multiply_a_fourier_mode_by_the_symbol_in_a_users_own_arrays() {
    StencilOperator laplacian = fivePointLaplacian().on(Grid.of(H, BoundaryMode.PERIODIC, N, N));
    double[] u = singleMode();
    double[] out = new double[N * N];
    laplacian.apply(Tensor.wrap(u, N, N), Tensor.wrap(out, N, N));
    double symbol = (2 * Math.cos(2 * H) + 2 * Math.cos(3 * H) - 4) / (H * H);
    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isCloseTo(symbol * u[i], offset(1e-10));
    }
  }

  @Test
  void should_conserve_the_sum_and_damp_the_mode_over_many_euler_steps() {
    double dt = 0.2 * H * H;
    StencilOperator laplacian = fivePointLaplacian().on(Grid.of(H, BoundaryMode.PERIODIC, N, N));
    double perStep = 1 + 0.2 * (2 * Math.cos(2 * H) + 2 * Math.cos(3 * H) - 4);
    try (Tensor a = Tensor.of(singleMode(), N, N);
        Tensor b = Tensor.zeros(a.dtype(), N, N)) {
      double[] initial = a.toDoubles();
      for (int step = 0; step < 50; step++) {
        laplacian.step(1, a, dt, b);
        laplacian.step(1, b, dt, a);
      }
      double factor = Math.pow(perStep, 100);
      double sum = 0;
      for (int i = 0; i < initial.length; i++) {
        assertThat(a.getFlat(i)).isCloseTo(factor * initial[i], offset(1e-13));
        sum += a.getFlat(i);
      }
      assertThat(sum).isCloseTo(0, offset(1e-10));
    }
  }

  @Test
  void should_refuse_a_grid_of_another_spacing() {
    assertThatThrownBy(() -> fivePointLaplacian().on(Grid.of(2 * H, BoundaryMode.PERIODIC, N, N)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("spacing");
  }
}
