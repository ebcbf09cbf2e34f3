package org.sciml4j.operators.analysis;

import java.util.List;
import org.hipparchus.complex.Complex;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.Stencil;

/**
 * The Fourier symbol of a stencil: {@code K exp(i k·x) = λ(k) exp(i k·x)} with {@code λ(k) = Σ_j
 * c_j exp(i k·(j h))}.
 */
public final class FourierSymbol {
  /** Relative error of a sine, a cosine and of a phase. */
  private static final double ROUNDING = 2 * Math.ulp(1.0);

  private final Stencil stencil;
  private final int[][] offsets;
  private final double[] coefficients;
  private final double[] spacing;

  private FourierSymbol(Stencil stencil) {
    this.stencil = stencil;
    this.offsets = stencil.offsets();
    this.coefficients = stencil.coefficients();
    this.spacing = stencil.spacing();
  }

  /** The symbol of a stencil. */
  public static FourierSymbol of(Stencil stencil) {
    return new FourierSymbol(stencil);
  }

  /**
   * λ at a wave vector.
   *
   * @param k wave numbers in radians per length, one per axis
   */
  public Complex at(double... k) {
    return atAngles(angles(k));
  }

  /**
   * λ at phase angles per grid point; a real or imaginary part that is all rounding is zero.
   *
   * @param theta {@code k h} in radians, one per axis; π is the shortest wave of the grid
   */
  public Complex atAngles(double... theta) {
    requireOnePerAxis("angles", theta);
    double re = 0;
    double im = 0;
    double rounding = 0;
    for (int j = 0; j < offsets.length; j++) {
      double phase = dot(offsets[j], theta);
      re += coefficients[j] * Math.cos(phase);
      im += coefficients[j] * Math.sin(phase);
      rounding += ROUNDING * Math.abs(coefficients[j]) * (1 + Math.abs(phase));
    }
    return new Complex(Math.abs(re) <= rounding ? 0 : re, Math.abs(im) <= rounding ? 0 : im);
  }

  /** {@code ∂λ/∂k} along each axis at a wave vector in radians per length. */
  public Complex[] gradient(double... k) {
    double[] theta = angles(k);
    Complex[] gradient = new Complex[k.length];
    for (int axis = 0; axis < k.length; axis++) {
      double re = 0;
      double im = 0;
      for (int j = 0; j < offsets.length; j++) {
        double phase = dot(offsets[j], theta);
        double weight = coefficients[j] * offsets[j][axis] * spacing[axis];
        re -= weight * Math.sin(phase);
        im += weight * Math.cos(phase);
      }
      gradient[axis] = new Complex(re, im);
    }
    return gradient;
  }

  /** The largest wave number of the grid along an axis, {@code π/h} in radians per length. */
  public double nyquist(int axis) {
    return Math.PI / Math.abs(spacing[axis]);
  }

  /**
   * How a plane wave behaves under {@code du/dt = K u}, beside the exact {@code du/dt = L u} with
   * the operator that the stencil's lowest moments name.
   */
  public WaveBehaviour wave(double... k) {
    return wave(stencil.accuracy().operator(), k);
  }

  /** As {@link #wave(double...)} beside a given operator, which may mix orders. */
  public WaveBehaviour wave(DifferentialOperator exact, double... k) {
    requireOnePerAxis("wave vector", k);
    return new WaveBehaviour(
        k, at(k), List.of(gradient(k)), exact.symbol(k), List.of(gradient(exact, k)));
  }

  /**
   * How far the symbol is from isotropic at one wave number: the symbol on all directions compared
   * with the exact symbol of its operator times the factor that fits best, as the largest deviation
   * over the largest magnitude. Zero for the exact operator; truncation error that is the same in
   * all directions does not count.
   *
   * @param waveNumber magnitude of the wave vector in radians per length
   */
  public double isotropyError(double waveNumber) {
    return Isotropy.error(this, stencil.accuracy().operator(), waveNumber);
  }

  /** Number of axes. */
  public int dims() {
    return spacing.length;
  }

  private static Complex[] gradient(DifferentialOperator operator, double[] k) {
    Complex[] gradient = new Complex[k.length];
    for (int axis = 0; axis < k.length; axis++) {
      gradient[axis] = operator.symbolDerivative(axis, k);
    }
    return gradient;
  }

  private double[] angles(double[] k) {
    requireOnePerAxis("wave vector", k);
    double[] theta = k.clone();
    for (int axis = 0; axis < theta.length; axis++) {
      theta[axis] *= spacing[axis];
    }
    return theta;
  }

  private static double dot(int[] offset, double[] theta) {
    double sum = 0;
    for (int axis = 0; axis < offset.length; axis++) {
      sum += offset[axis] * theta[axis];
    }
    return sum;
  }

  private void requireOnePerAxis(String name, double[] values) {
    if (values.length != spacing.length) {
      throw new InvalidInputException(
          name, values.length + " numbers", spacing.length + " numbers", "give one per axis");
    }
  }
}
