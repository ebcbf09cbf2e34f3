package org.sciml4j.validation.solver;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.operators.fourier.FourierTransform;

/**
 * The fixed-point iteration of Lippmann and Schwinger's equation on a periodic cell, {@code e <- e
 * - Γ0 * flux(e)}, where Γ0 is Green's operator of a homogeneous medium and the mean of e is kept
 * (Moulinec, H. and Suquet, P. 1998, "A numerical method for computing the overall response of
 * nonlinear composites with complex microstructure", Computer Methods in Applied Mechanics and
 * Engineering 157, 69-94, section 2.3).
 */
final class LippmannSchwinger {
  private static final double TOLERANCE = 1e-13;
  private static final int MOST_STEPS = 10_000;

  /** What the material makes of the field, point by point. */
  @FunctionalInterface
  interface Law {
    /** The flux or stress of a gradient or strain, component by component. */
    void flux(int point, double[] gradient, double[] flux);
  }

  /** Green's operator at one wave vector, a real matrix. */
  @FunctionalInterface
  interface Green {
    /** Applies it to one part of a transformed flux. */
    void apply(double[] wave, double[] flux, double[] gradient);
  }

  private final FourierTransform transform;
  private final int[] shape;
  private final int points;

  LippmannSchwinger(int... shape) {
    for (int size : shape) {
      if (size % 2 == 0) {
        throw new InvalidInputException(
            "shape",
            Arrays.toString(shape),
            "odd numbers of points",
            "take one more: the shortest wave on an even number has no derivative");
      }
    }
    this.shape = shape.clone();
    transform = new FourierTransform(ThreadTeam.common(), shape);
    points = transform.points();
  }

  int points() {
    return points;
  }

  /** The field of a given mean, component by component. */
  double[][] solve(double[] mean, Law law, Green green) {
    int components = mean.length;
    double[] field = new double[components * points];
    for (int c = 0; c < components; c++) {
      Arrays.fill(field, c * points, (c + 1) * points, mean[c]);
    }
    double[] re = new double[field.length];
    double[] im = new double[field.length];
    double scale = Math.sqrt(Arrays.stream(mean).map(x -> x * x).sum() * points);
    for (int step = 0; step < MOST_STEPS; step++) {
      forEachPoint(components, field, re, law);
      Arrays.fill(im, 0);
      transform.forward(re, im, components);
      forEachWave(components, re, im, green);
      transform.inverse(re, im, components);
      double change = 0;
      for (int i = 0; i < field.length; i++) {
        double correction = re[i] / points;
        field[i] -= correction;
        change += correction * correction;
      }
      if (Math.sqrt(change) <= TOLERANCE * scale) {
        double[][] result = new double[components][];
        Arrays.setAll(result, c -> Arrays.copyOfRange(field, c * points, (c + 1) * points));
        return result;
      }
    }
    throw new InvalidInputException(
        "contrast", "too large", "phases that differ less", "use an accelerated scheme");
  }

  private void forEachPoint(int components, double[] field, double[] fluxes, Law law) {
    double[] gradient = new double[components];
    double[] flux = new double[components];
    for (int point = 0; point < points; point++) {
      for (int c = 0; c < components; c++) {
        gradient[c] = field[c * points + point];
      }
      law.flux(point, gradient, flux);
      for (int c = 0; c < components; c++) {
        fluxes[c * points + point] = flux[c];
      }
    }
  }

  private void forEachWave(int components, double[] re, double[] im, Green green) {
    double[] wave = new double[shape.length];
    for (int k = 0; k < points; k++) {
      int rest = k;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        int n = shape[axis];
        int number = rest % n;
        wave[axis] = (double) (number > n / 2 ? number - n : number) / n;
        rest /= n;
      }
      apply(components, k, wave, re, green);
      apply(components, k, wave, im, green);
    }
  }

  private void apply(int components, int k, double[] wave, double[] part, Green green) {
    double[] flux = new double[components];
    double[] gradient = new double[components];
    if (k > 0) {
      Arrays.setAll(flux, c -> part[c * points + k]);
      green.apply(wave, flux, gradient);
    }
    for (int c = 0; c < components; c++) {
      part[c * points + k] = gradient[c];
    }
  }
}
