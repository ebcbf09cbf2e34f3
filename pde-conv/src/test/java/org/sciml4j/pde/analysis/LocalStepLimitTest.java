package org.sciml4j.pde.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sciml4j.operators.Stencil;
import org.sciml4j.pde.scheme.ButcherTableau;

class LocalStepLimitTest {
  private static final ButcherTableau EULER = ButcherTableau.FORWARD_EULER;

  private static Stencil heat(double kappa) {
    return Stencil.dense(new double[] {0.5}, new int[] {3}, 4 * kappa, -8 * kappa, 4 * kappa);
  }

  /** {@code dt <= h² / 2κ}. */
  @Test
  void theLeastOfAllPointsIsTheLimit() {
    assertThat(LocalStepLimit.of(EULER, among(50), 0).orElseThrow())
        .isCloseTo(0.125 / 50, within(1e-12));
  }

  /** With the other diffusivities 0.5, 1, ..., 14.5. */
  private static List<Stencil> among(double kappa) {
    List<Stencil> local = new ArrayList<>();
    IntStream.range(1, 30).forEach(i -> local.add(heat(0.5 * i)));
    local.add(7, heat(kappa));
    return local;
  }

  @Test
  void wavesThatGrowAtOnePointHaveNoLimitButWhereTheyMayGrow() {
    assertThat(LocalStepLimit.of(EULER, among(-1e-3), 0).orElseThrow()).isZero();
    // The fastest grows by 16 κ.
    assertThat(LocalStepLimit.of(EULER, among(-1e-3), 0.0161).orElseThrow()).isPositive();
  }

  /** Central differences and forward Euler: {@code dt <= 2κ / a²}, of a point that is not large. */
  @Test
  void strongFlowWithLittleDiffusionIsTheLimit() {
    List<Stencil> local = among(1);
    double a = 0.5;
    double kappa = 0.001;
    local.add(
        3,
        Stencil.dense(new double[] {0.5}, new int[] {3}, 4 * kappa + a, -8 * kappa, 4 * kappa - a));
    assertThat(LocalStepLimit.of(EULER, local, 0).orElseThrow())
        .isCloseTo(2 * kappa / (a * a), within(1e-5));
  }
}
