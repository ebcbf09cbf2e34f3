package org.sciml4j.operators.fit;

import java.util.Arrays;

/**
 * How the residual's variance is spread over wave numbers, averaged over directions and sampled
 * frames. White noise has the same power everywhere; power at small wave numbers means that the
 * residual has structure.
 *
 * @param waveNumbers centres of the bins, in radians per length, ascending
 * @param power mean variance per Fourier mode in each bin, in units of the target squared; the sum
 *     over all modes is the variance
 */
public record ResidualSpectrum(double[] waveNumbers, double[] power) {
  /** Copies the arrays. */
  public ResidualSpectrum {
    waveNumbers = waveNumbers.clone();
    power = power.clone();
  }

  @Override
  public double[] waveNumbers() {
    return waveNumbers.clone();
  }

  @Override
  public double[] power() {
    return power.clone();
  }

  /** Ratio of the power in the lower to that in the upper half of the wave numbers. */
  public double slope() {
    int half = power.length / 2;
    double low = Arrays.stream(power, 0, half).sum() / half;
    double high = Arrays.stream(power, half, power.length).sum() / (power.length - half);
    return low / high;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResidualSpectrum that
        && Arrays.equals(waveNumbers, that.waveNumbers)
        && Arrays.equals(power, that.power);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(waveNumbers) + Arrays.hashCode(power);
  }

  @Override
  public String toString() {
    return "residual spectrum of " + power.length + " bins";
  }
}
