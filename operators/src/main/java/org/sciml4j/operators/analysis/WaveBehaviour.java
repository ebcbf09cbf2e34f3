package org.sciml4j.operators.analysis;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.complex.Complex;

/**
 * What becomes of the plane wave {@code exp(i (k·x - ω t) + σ t)} under {@code du/dt = K u} on the
 * grid and under {@code du/dt = L u} exactly. Growth rates in 1/time, frequencies in radians per
 * time, velocities in length/time; a negative growth rate is dissipation, a difference of
 * velocities is dispersion.
 *
 * @param waveVector k in radians per length, one per axis
 * @param symbol λ(k) of the stencil, {@code σ - iω}
 * @param symbolGradient ∂λ/∂k along each axis
 * @param exactSymbol L(ik)
 * @param exactSymbolGradient its gradient
 */
public record WaveBehaviour(
    double[] waveVector,
    Complex symbol,
    List<Complex> symbolGradient,
    Complex exactSymbol,
    List<Complex> exactSymbolGradient) {
  /** Keeps its own copies. */
  public WaveBehaviour {
    waveVector = waveVector.clone();
    symbolGradient = List.copyOf(symbolGradient);
    exactSymbolGradient = List.copyOf(exactSymbolGradient);
  }

  /** A copy. */
  @Override
  public double[] waveVector() {
    return waveVector.clone();
  }

  /** σ on the grid. */
  public double growthRate() {
    return symbol.getRealPart();
  }

  /** σ of the exact operator. */
  public double exactGrowthRate() {
    return exactSymbol.getRealPart();
  }

  /** Growth rate on the grid less the exact one; negative where the scheme adds dissipation. */
  public double growthError() {
    return growthRate() - exactGrowthRate();
  }

  /** ω on the grid. */
  public double frequency() {
    return -symbol.getImaginaryPart();
  }

  /** ω of the exact operator. */
  public double exactFrequency() {
    return -exactSymbol.getImaginaryPart();
  }

  /** {@code ω/|k|} on the grid, along the wave vector. */
  public double phaseVelocity() {
    return frequency() / waveNumber();
  }

  /** {@code ω/|k|} of the exact operator. */
  public double exactPhaseVelocity() {
    return exactFrequency() / waveNumber();
  }

  /**
   * Relative error of the phase velocity, {@code ω/ω_exact - 1}; negative where waves lag. NaN
   * where nothing should travel and nothing does.
   */
  public double phaseError() {
    return frequency() / exactFrequency() - 1;
  }

  /** {@code ∂ω/∂k} on the grid, one number per axis. */
  public double[] groupVelocity() {
    return groupVelocity(symbolGradient);
  }

  /** {@code ∂ω/∂k} of the exact operator, one number per axis. */
  public double[] exactGroupVelocity() {
    return groupVelocity(exactSymbolGradient);
  }

  /** {@code |k|} in radians per length. */
  public double waveNumber() {
    return Math.sqrt(Arrays.stream(waveVector).map(k -> k * k).sum());
  }

  private static double[] groupVelocity(List<Complex> gradient) {
    return gradient.stream().mapToDouble(g -> -g.getImaginaryPart()).toArray();
  }
}
