package org.sciml4j.sindy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sciml4j.sindy.Sindy.centralDifferences;
import static org.sciml4j.sindy.Sindy.polynomials;
import static org.sciml4j.sindy.Sindy.stlsq;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.regression.Ensemble;
import org.sciml4j.sindy.regression.SparseRegression;
import org.sciml4j.sindy.regression.Stridge;

/** Methods that draw or split rows are given the rows of trajectories. */
class RowsOfRegressionTest {
  /** x' = -x, with noise that makes each part of the rows another fit. */
  private static Trajectory decay() {
    SplittableRandom random = new SplittableRandom(3);
    double[] times = Dynamics.times(0.05, 60);
    double[] x = new double[times.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.exp(-times[i]) + 1e-3 * random.nextGaussian();
    }
    return Trajectory.of(times, x);
  }

  private static double[] coefficients(SparseRegression regression) {
    SindyModel model = Sindy.with(polynomials(2), regression, centralDifferences(2)).fit(decay());
    return model.terms().stream()
        .mapToDouble(term -> model.coefficient("x", term.text()))
        .toArray();
  }

  @Test
  void stridgeSplitsThemByItsKey() {
    Stridge stridge = new Stridge(0.5, 1e-5, 25, 10, 0.01, 0.8, RandomKey.of(1));
    Stridge other = new Stridge(0.5, 1e-5, 25, 10, 0.01, 0.8, RandomKey.of(2));
    Sindy sindy = Sindy.with(polynomials(2), stridge, centralDifferences(2));
    double[] found = coefficients(stridge);
    assertThat(found).containsExactly(stridge.fit(sindy.samples(List.of(decay())))[0]);
    assertThat(found).isNotEqualTo(stridge.fit(sindy.problem(List.of(decay())))[0]);
    assertThat(coefficients(other)).isNotEqualTo(found);
  }

  @Test
  void onlyMethodsThatUseThemNeedThem() {
    assertThat(stlsq(0.1).needsRows()).isFalse();
    assertThat(Ensemble.libraryBagging(stlsq(0.1), 3, 1, RandomKey.of(1)).needsRows()).isFalse();
    assertThat(Ensemble.bagging(stlsq(0.1), 3, RandomKey.of(1)).needsRows()).isTrue();
  }

  @Test
  void leftOutColumnsTellInclusionWithoutRows() {
    Ensemble ensemble = Ensemble.libraryBagging(stlsq(0.1), 20, 1, RandomKey.of(1));
    Sindy sindy = Sindy.with(polynomials(2), ensemble, centralDifferences(2));
    assertThat(sindy.fit(decay()).inclusion().orElseThrow())
        .isDeepEqualTo(ensemble.run(sindy.problem(List.of(decay()))).inclusion());
  }
}
