package org.sciml4j.sindy.differentiation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jtransforms.fft.DoubleFFT_1D;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;

/**
 * The derivative of the trigonometric polynomial through the samples, exact to rounding for smooth
 * periodic signals. The samples are equally spaced and cover whole periods, the last sample being
 * one spacing before the first one recurs.
 *
 * <p>A signal that is not periodic has a jump where the last sample meets the first, and its
 * derivative rings everywhere (Gibbs): use {@link FiniteDifferences} or {@link SmoothingSpline} for
 * it.
 *
 * <pre>
 * L. N. Trefethen, Spectral Methods in MATLAB, SIAM 2000, chapter 3.
 * </pre>
 *
 * @param highestShare share of the wave numbers kept, 1 for all of them; less filters noise
 */
public record SpectralDifferentiation(double highestShare) implements Differentiation {
  /** Refuses shares outside (0, 1]. */
  public SpectralDifferentiation {
    if (!(highestShare > 0 && highestShare <= 1)) {
      throw new InvalidInputException(
          "share of wave numbers", highestShare, "above 0 and up to 1", "1 keeps all of them");
    }
  }

  /** Differentiates in Fourier space with all wave numbers. */
  public static SpectralDifferentiation spectralDifferentiation() {
    return new SpectralDifferentiation(1);
  }

  @Override
  public int fewestSamples(int order) {
    return 4;
  }

  /** As of any method, but refuses missing samples: a run between gaps is not periodic. */
  @Override
  public List<Derivative> differentiate(Trajectory trajectory, int order) {
    for (Column state : trajectory.states()) {
      if (Arrays.stream(state.values()).anyMatch(Double::isNaN)) {
        throw new InvalidInputException(
            "state " + state.name(),
            "missing at some times",
            "a complete record of whole periods",
            "choose finite differences or a spline, which skip gaps");
      }
    }
    return Differentiation.super.differentiate(trajectory, order);
  }

  @Override
  public Derivative differentiate(double[] times, double[] values, int order) {
    UniformTimes.requireOrder(order);
    OptionalDouble spacing = UniformTimes.spacing(times);
    if (spacing.isEmpty()) {
      throw new InvalidInputException(
          "times",
          "unequally spaced",
          "equal spacing for a Fourier transform",
          "choose finite differences or a spline, which take any spacing");
    }
    int n = values.length;
    double[] spectrum = new double[2 * n];
    for (int i = 0; i < n; i++) {
      spectrum[2 * i] = values[i];
    }
    DoubleFFT_1D transform = new DoubleFFT_1D(n);
    transform.complexForward(spectrum);
    double[] kept = spectrum.clone();
    double unit = 2 * Math.PI / (n * spacing.getAsDouble());
    for (int i = 0; i < n; i++) {
      int wave = 2 * i <= n ? i : i - n;
      boolean cut = Math.abs(wave) > highestShare * n / 2;
      boolean nyquist = 2 * i == n;
      double k = unit * wave;
      double real = spectrum[2 * i];
      double imaginary = spectrum[2 * i + 1];
      if (cut) {
        kept[2 * i] = 0;
        kept[2 * i + 1] = 0;
      }
      if (cut || (order == 1 && nyquist)) {
        spectrum[2 * i] = 0;
        spectrum[2 * i + 1] = 0;
      } else if (order == 1) {
        spectrum[2 * i] = -k * imaginary;
        spectrum[2 * i + 1] = k * real;
      } else {
        spectrum[2 * i] = -k * k * real;
        spectrum[2 * i + 1] = -k * k * imaginary;
      }
    }
    transform.complexInverse(spectrum, true);
    double[] smoothed = values.clone();
    if (highestShare < 1) {
      transform.complexInverse(kept, true);
      smoothed = realParts(kept);
    }
    return new Derivative(smoothed, realParts(spectrum));
  }

  private static double[] realParts(double[] complex) {
    double[] real = new double[complex.length / 2];
    Arrays.setAll(real, i -> complex[2 * i]);
    return real;
  }
}
