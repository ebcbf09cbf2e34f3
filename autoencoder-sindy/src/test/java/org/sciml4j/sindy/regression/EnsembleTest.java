package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;

class EnsembleTest {
  private static final double[] W = {1.5, 0, -2, 0.2, 0};

  @Test
  void spreadOfTheModelsIsTheStandardErrorOfLeastSquares() {
    int rows = 400;
    RegressionData data = RegressionData.of(1, rows, 0.5, W);
    double[][][] models =
        Ensemble.bagging(Stlsq.of(0), 300, RandomKey.of(5)).run(data.samples()).models();
    for (int j = 0; j < W.length; j++) {
      double mean = 0;
      double squares = 0;
      for (double[][] model : models) {
        mean += model[0][j] / models.length;
        squares += model[0][j] * model[0][j] / models.length;
      }
      double spread = Math.sqrt(squares - mean * mean);
      assertThat(spread).isCloseTo(0.5 / Math.sqrt(rows), within(0.006));
    }
  }

  @Test
  void inclusionTellsStrongTermsFromNoise() {
    RegressionData data = RegressionData.of(2, 400, 1, W);
    Ensemble.Outcome outcome =
        Ensemble.bagging(Stlsq.of(0.2), 50, RandomKey.of(5)).run(data.samples());
    assertThat(outcome.inclusion()[0][0]).isEqualTo(1);
    assertThat(outcome.inclusion()[0][2]).isEqualTo(1);
    assertThat(outcome.inclusion()[0][3]).isBetween(0.02, 0.98);
    assertThat(outcome.inclusion()[0][1]).isLessThan(0.1);
    assertThat(outcome.coefficients()[0]).containsExactly(W, within(0.3));
  }

  @Test
  void sameKeySameBitsAndAnotherKeyOthers() {
    RegressionData data = RegressionData.of(3, 300, 0.5, W);
    double[][] w = Ensemble.bagging(Stlsq.of(0.1), 8, RandomKey.of(5)).fit(data.samples());
    assertThat(Ensemble.bagging(Stlsq.of(0.1), 8, RandomKey.of(5)).fit(data.samples()))
        .isDeepEqualTo(w);
    assertThat(Ensemble.bagging(Stlsq.of(0.1), 8, RandomKey.of(6)).fit(data.samples())[0][0])
        .isNotEqualTo(w[0][0]);
  }

  @Test
  void oneThreadGivesTheSameBits() {
    RegressionData data = RegressionData.of(3, 4000, 0.5, W);
    Ensemble ensemble = Ensemble.bagging(Stlsq.of(0.1), 8, RandomKey.of(5));
    double[][][] alone = new double[2][][];
    // inside a part of a busy team every task runs on the part's own thread
    ThreadTeam.common().run(2, part -> alone[part] = ensemble.fit(data.samples()));
    assertThat(ensemble.fit(data.samples())).isDeepEqualTo(alone[0]).isDeepEqualTo(alone[1]);
  }

  @Test
  void columnsLeftOutCountOnlyWhereOffered() {
    RegressionData data = RegressionData.of(4, 300, 0.01, W);
    Ensemble.Outcome outcome =
        Ensemble.libraryBagging(Stlsq.of(0.1), 60, 2, RandomKey.of(5)).run(data.problem());
    assertThat(outcome.inclusion()[0][0]).isEqualTo(1);
    long zeros = Arrays.stream(outcome.models()).filter(m -> m[0][0] == 0).count();
    assertThat(zeros).isBetween(12L, 36L);
  }

  @Test
  void drawingRowsNeedsRows() {
    RegressionData data = RegressionData.of(4, 300, 0.01, W);
    assertThatThrownBy(
            () -> Ensemble.bagging(Stlsq.of(0.1), 3, RandomKey.of(5)).fit(data.problem()))
        .hasMessageContaining("give Samples");
  }
}
