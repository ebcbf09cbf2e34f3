package org.sciml4j.sindy.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.sindy.simulation.pde.Pdes.U;
import static org.sciml4j.sindy.simulation.pde.Pdes.d;
import static org.sciml4j.sindy.simulation.pde.Pdes.rate;
import static org.sciml4j.sindy.simulation.pde.Pdes.term;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.NoiseVariance;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.regression.BestSubset;
import org.sciml4j.sindy.regression.ModelSize;
import org.sciml4j.sindy.regression.SparseRegression;
import org.sciml4j.sindy.regression.Stridge;
import org.sciml4j.sindy.simulation.pde.PdeData;
import org.sciml4j.sindy.simulation.pde.Pdes;

/**
 * PDE-FIND under noise of 1 % of each field's deviation against the table of Rudy et al. (2017):
 * mean relative errors of the coefficients, infinite where terms are wrong, here means over draws.
 */
class NoisyStrongFormTest {
  private static final List<EvolutionEquation> SOLITONS =
      List.of(rate(U, term(-6, U.times(d(U, "x"))), term(-1, d(U, "xxx"))));

  private static final List<EvolutionEquation> CHAOS =
      List.of(rate(U, term(-1, U.times(d(U, "x"))), term(-1, d(U, "xx")), term(-1, d(U, "xxxx"))));

  private static SparseRegression stridge(double tolerance) {
    return Stridge.of(tolerance, RandomKey.of(1));
  }

  private static double meanError(
      FieldSeries clean,
      double level,
      int degree,
      int order,
      SparseRegression regression,
      List<EvolutionEquation> truth,
      int draws) {
    return IntStream.range(0, draws)
        .mapToDouble(
            draw -> {
              FieldSeries noisy = clean.withNoise(level, RandomKey.of(draw));
              PdeModel model =
                  PdeModel.fit(
                      StrongForm.automatic(noisy, order),
                      noisy,
                      PdeLibrary.of(degree, order).products(noisy),
                      regression);
              return Recovery.meanError(model, truth);
            })
        .average()
        .orElseThrow();
  }

  /**
   * Published: 0.8 %, which StrongFormTest reaches with narrower polynomials; this gives 0.85 %.
   */
  @Test
  void findsBurgers() {
    assertThat(meanError(PdeData.burgers(), 0.01, 3, 3, stridge(1), Pdes.burgers(0.1), 5))
        .isLessThan(0.01);
  }

  /**
   * Published: 7 %, by the paper's polynomials 7.9 % here. Thresholds take the wrong ones of terms
   * as alike as u² u_x and u_xxx of solitons; the best subset of each size does not.
   */
  @Test
  void findsKortewegDeVries() {
    SparseRegression fewest = new BestSubset(new ModelSize.Unexplained(0.02));
    assertThat(meanError(PdeData.solitons(), 0.01, 2, 3, fewest, SOLITONS, 5)).isLessThan(0.07);
  }

  /** Published: 52 %. */
  @Test
  void findsKuramotoSivashinsky() {
    assertThat(meanError(PdeData.chaos(1024, 251, 0.4), 0.01, 5, 5, stridge(50), CHAOS, 1))
        .isLessThan(0.52);
  }

  /** Published: 3 %, each of the real and imaginary part with half of the variance. */
  @Tag("long")
  @Test
  void findsSchroedinger() {
    assertThat(
            meanError(
                PdeData.breather(512, 501),
                0.01 / Math.sqrt(2),
                3,
                3,
                stridge(50),
                Pdes.schroedinger(),
                1))
        .isLessThan(0.03);
  }

  /** The paper's widths and degrees. */
  @Tag("long")
  @Test
  void reachesThePublishedFiguresWithThePublishedPolynomials() {
    FieldSeries chaos = PdeData.chaos(1024, 251, 0.4).withNoise(0.01, RandomKey.of(0));
    StrongForm wide = StrongForm.of(new LocalPolynomial(20, 6), new LocalPolynomial(20, 6));
    PdeModel model = PdeModel.fit(wide, chaos, PdeLibrary.of(5, 5).products(chaos), stridge(50));
    assertThat(Recovery.meanError(model, CHAOS)).isLessThan(0.52);
    FieldSeries breather =
        PdeData.breather(512, 501).withNoise(0.01 / Math.sqrt(2), RandomKey.of(0));
    StrongForm narrow = StrongForm.of(new LocalPolynomial(10, 4), new LocalPolynomial(10, 4));
    model = PdeModel.fit(narrow, breather, PdeLibrary.of(3, 3).products(breather), stridge(50));
    assertThat(Recovery.meanError(model, Pdes.schroedinger())).isLessThan(0.03);
  }

  /**
   * Published: 0.02 % clean, on a finer grid, and 3.8 % with 0.5 % of noise and fifteen modes. The
   * spiral does not fit its periodic box: the edges are left out.
   */
  @Tag("long")
  @Test
  void findsReactionAndDiffusion() {
    FieldSeries clean = withEnds(PdeData.spiral(256, 201, 0.0125));
    List<Expression> terms = new PdeLibrary(3, 2, true).products(clean);
    assertThat(terms).hasSize(110);
    LocalPolynomial exact = new LocalPolynomial(4, 6);
    assertThat(sampledError(StrongForm.of(exact, exact), clean, terms)).isLessThan(2e-4);
    FieldSeries noisy = clean.withNoise(0.005, RandomKey.of(0));
    StrongForm smooth = StrongForm.of(new LocalPolynomial(6, 4), new LocalPolynomial(4, 4));
    FieldSeries filtered = new SnapshotFilter(15).apply(noisy);
    assertThat(sampledError(smooth, filtered, terms)).isLessThan(0.038);
  }

  private static double sampledError(StrongForm form, FieldSeries data, List<Expression> terms) {
    StrongForm sampled = form.sampled(150_000.0 / data.values()[0].length, RandomKey.of(3));
    PdeModel model = PdeModel.fit(sampled, data, terms, stridge(1));
    return Recovery.meanError(model, Pdes.lambdaOmega(0.1, 1));
  }

  private static FieldSeries withEnds(FieldSeries data) {
    List<FieldAxis> axes =
        data.grid().axes().stream()
            .map(x -> FieldAxis.bounded(x.name(), x.first(), x.spacing(), x.points()))
            .toList();
    return new FieldSeries(data.names(), new SpaceGrid(axes), data.time(), data.values());
  }

  @Test
  void variancesAreThoseOfTheNoise() {
    FieldSeries clean = PdeData.breather(128, 61);
    FieldSeries noisy = clean.withNoise(0.1, RandomKey.of(4));
    for (int field = 0; field < 2; field++) {
      double squares = 0;
      for (double value : clean.values()[field]) {
        squares += value * value;
      }
      double variance = 0.01 * squares / clean.values()[field].length;
      assertThat(NoiseVariance.of(noisy)[field]).isCloseTo(variance, within(0.1 * variance));
      assertThat(NoiseVariance.of(clean)[field]).isLessThan(1e-3 * variance);
    }
  }

  @Test
  void widensWithTheNoise() {
    FieldSeries clean = PdeData.burgers();
    int before = 0;
    for (double level : new double[] {1e-5, 1e-3, 0.1}) {
      FieldSeries noisy = clean.withNoise(level, RandomKey.of(1));
      LocalPolynomial chosen = (LocalPolynomial) StrongForm.automatic(noisy, 2).space();
      assertThat(chosen.halfWidth()).isGreaterThan(before);
      before = chosen.halfWidth();
    }
  }

  @Test
  void refusesShortAxes() {
    FieldAxis x = FieldAxis.bounded("x", 0, 1, 12);
    FieldAxis t = FieldAxis.bounded("t", 0, 1, 200);
    FieldSeries data = new FieldSeries(List.of("u"), SpaceGrid.of(x), t, new double[1][12 * 200]);
    assertThatThrownBy(() -> StrongForm.automatic(data, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("points of an axis");
  }

  @Test
  void leadingModesHoldSeparableFieldsAndLittleNoise() {
    FieldAxis x = FieldAxis.periodic("x", 0, 2 * Math.PI, 200);
    FieldAxis t = FieldAxis.bounded("t", 0, 0.05, 100);
    double[] values = new double[200 * 100];
    for (int i = 0; i < values.length; i++) {
      double at = x.coordinate(i % 200) - t.coordinate(i / 200);
      values[i] = Math.sin(at) + 0.3 * Math.cos(3 * at);
    }
    FieldSeries wave = new FieldSeries(List.of("u"), SpaceGrid.of(x), t, new double[][] {values});
    double[] same = new SnapshotFilter(4).apply(wave).values()[0];
    double[] quiet = new SnapshotFilter(4).apply(wave.withNoise(0.1, RandomKey.of(2))).values()[0];
    double left = 0;
    for (int i = 0; i < values.length; i++) {
      assertThat(same[i]).isCloseTo(values[i], within(1e-10));
      left += (quiet[i] - values[i]) * (quiet[i] - values[i]);
    }
    double variance = 0.01 * 0.545;
    assertThat(left / values.length).isLessThan(0.1 * variance);
    assertThatThrownBy(() -> new SnapshotFilter(101).apply(wave))
        .hasMessageContaining("at most 100");
  }
}
