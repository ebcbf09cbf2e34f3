package org.sciml4j.operators.fit;

import java.util.Arrays;
import java.util.Locale;
import org.sciml4j.operators.fit.NoiseDiagnosis.Kind;

/**
 * Tells noise in the input from noise in the target by the residual's correlations.
 *
 * <p>Independent errors e of u enter the residual through {@code D_t e - K e}, a known filter: with
 * forward differences the errors of frame n + 1 appear with opposite signs in two consecutive
 * residuals, whose correlation is then about -1/2; in a fit between two fields they are spread over
 * neighbours as the stencil spreads them, and independent in time. Errors of the target alone are
 * uncorrelated.
 */
final class NoiseTest {
  private static final double SHARE = 0.25;
  private static final double LIKENESS = 0.95;
  private static final double WHITE = 0.1;
  private static final double SMOOTH = 0.3;
  private static final double ROUNDING = 20;
  private static final double EXPLAINED = 0.1;

  private final FitDesign design;
  private final FitNumbers numbers;
  private final ResidualStatistics residual;
  private final NoiseFilter filter;

  NoiseTest(FitDesign design, FitNumbers numbers, ResidualStatistics residual) {
    this.design = design;
    this.numbers = numbers;
    this.residual = residual;
    this.filter = NoiseFilter.of(design, numbers.values());
  }

  NoiseDiagnosis diagnosis() {
    double noise = inputNoise();
    int worst = mostShifted(noise);
    double shift = shift(worst, noise);
    double error = Math.sqrt(numbers.covariance()[worst][worst]);
    double deviation = Math.sqrt(numbers.residualVariance());
    boolean rounding = deviation <= ROUNDING * Math.sqrt(numbers.roundingVariance());
    double neighbours = 0;
    boolean white = !(Math.abs(residual.timeCorrelation()) > WHITE);
    for (int axis = 0; axis < design.layout().dims(); axis++) {
      double correlation = residual.neighbourCorrelation(axis);
      neighbours = Math.max(neighbours, Double.isNaN(correlation) ? 0 : correlation);
      white &= !(Math.abs(correlation) > WHITE);
    }
    boolean structure = neighbours > SMOOTH || residual.timeCorrelation() > SMOOTH;
    if (noise > 0 && (!rounding || Math.abs(shift) > error)) {
      return tell(Kind.INPUT_NOISE, noise, shift, inputNoiseText(noise, worst, shift, error));
    }
    if (rounding && deviation > EXPLAINED * Math.sqrt(numbers.targetVariance())) {
      return tell(
          Kind.ROUNDING,
          0,
          0,
          "the target is at the rounding level of the stored values, so it says little about the"
              + " kernel: store them in double precision, as departures from their mean, or further"
              + " apart in time");
    }
    if (rounding) {
      return tell(
          Kind.EXACT, 0, 0, "the residual is at the rounding level of the stored values: exact");
    }
    if (structure) {
      return tell(
          Kind.STRUCTURE,
          0,
          0,
          "the residual is smooth, so something is missing from the model: try a larger stencil,"
              + " a further input, a bias, or another time difference; error bars take the residual as"
              + " independent");
    }
    return white
        ? tell(
            Kind.TARGET_NOISE,
            0,
            0,
            "the residual is uncorrelated, as noise in the target leaves it: least squares is"
                + " unbiased")
        : tell(
            Kind.UNCLEAR,
            0,
            0,
            "the residual is correlated, but not as noise in the input" + " would make it");
  }

  private NoiseDiagnosis tell(Kind kind, double noise, double shift, String text) {
    double[] neighbours = new double[design.layout().dims()];
    Arrays.setAll(neighbours, residual::neighbourCorrelation);
    return new NoiseDiagnosis(kind, residual.timeCorrelation(), neighbours, noise, shift, text);
  }

  private String inputNoiseText(double noise, int worst, double shift, double error) {
    String name = design.fields().getFirst().name();
    String coefficient = name + Arrays.toString(design.offset(worst)).replace(" ", "");
    String evidence =
        design.difference() == null
            ? "neighbouring residuals are correlated as the stencil would spread errors of " + name
            : String.format(
                Locale.ROOT,
                "residuals of frames %d apart have correlation %.2f",
                SecondLook.step(design),
                residual.timeCorrelation());
    String found =
        String.format(
            Locale.ROOT, "%s is noisy (standard deviation about %.3g): %s", name, noise, evidence);
    if (design.instrument() != null) {
      return found + "; the instruments remove the bias that this would cause";
    }
    String remedy =
        design.difference() == null
            ? "an instrument lagged in space (space=...) or in time (time=1)"
            : "an instrument lagged in time (time=" + (design.difference().back() + 1) + ")";
    return found
        + String.format(
            Locale.ROOT,
            ". Least squares is biased: %s by about %.3g, %.1f times its standard error."
                + " Remedy: %s",
            coefficient,
            shift,
            Math.abs(shift) / error,
            remedy);
  }

  /** Standard deviation of the input's noise, or zero where the correlations do not show it. */
  double inputNoise() {
    double variance = residual.variance();
    double own = filter.covariance(0, new int[design.layout().dims()]);
    double inTime = filter.covariance(SecondLook.step(design), new int[design.layout().dims()]);
    if (design.difference() != null && inTime < 0) {
      double square = residual.timeCovariance() / inTime;
      return square * own >= SHARE * variance ? Math.sqrt(square) : 0;
    }
    if (design.difference() != null || Math.abs(residual.timeCorrelation()) > WHITE) {
      return 0;
    }
    double both = 0;
    double expected = 0;
    double measured = 0;
    double[][] space = residual.spaceCovariance();
    for (int axis = 0; axis < space.length; axis++) {
      for (int lag = 1; lag <= space[axis].length; lag++) {
        int[] apart = new int[space.length];
        apart[axis] = lag;
        double a = filter.covariance(0, apart);
        double g = space[axis][lag - 1];
        if (!Double.isNaN(g)) {
          both += a * g;
          expected += a * a;
          measured += g * g;
        }
      }
    }
    double square = both / expected;
    boolean alike = both > LIKENESS * Math.sqrt(expected * measured);
    return alike && square * own >= SHARE * variance ? Math.sqrt(square) : 0;
  }

  private int mostShifted(double noise) {
    int worst = 0;
    for (int k = 1; k < design.offsets().length; k++) {
      worst = Math.abs(shift(k, noise)) > Math.abs(shift(worst, noise)) ? k : worst;
    }
    return worst;
  }

  /**
   * By how much noise of a variance shifts a coefficient: {@code (UᵀU)⁻¹ n s² f}, with f the
   * weights with which the noise of the stencil's own points enters the residual (Fuller 1987, eq.
   * 1.1.7 for one regressor).
   */
  private double shift(int unknown, double noise) {
    double sum = 0;
    for (int k = 0; k < design.offsets().length; k++) {
      sum += numbers.solution().inverse().value(unknown, k) * filter.weight(0, design.offsets()[k]);
    }
    return sum * numbers.samples() * noise * noise;
  }
}
