package org.sciml4j.validation.solver;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/**
 * Steady conduction {@code ∇·(κ(x) ∇T) = 0} in a periodic cell of cubic points under a mean
 * gradient, by the fixed-point iteration of Moulinec and Suquet (1998) with {@code Γ0 = ξ ξ' / (κ0
 * |ξ|²)} and κ0 half way between the extremes of κ.
 */
public final class LippmannSchwingerConductivity {
  private final LippmannSchwinger iteration;
  private final int dims;

  /**
   * A cell.
   *
   * @param shape points along each axis, odd numbers
   * @throws InvalidInputException if a number is even
   */
  public LippmannSchwingerConductivity(int... shape) {
    iteration = new LippmannSchwinger(shape);
    dims = shape.length;
  }

  /**
   * The temperature's gradient.
   *
   * @param conductivity at each point, positive
   * @param mean of the gradient, along each axis
   * @return its components at each point, {@code [axis][point]}
   * @throws InvalidInputException if there are too few numbers or a conductivity is not positive
   */
  public double[][] gradient(double[] conductivity, double... mean) {
    if (conductivity.length != iteration.points() || mean.length != dims) {
      throw new InvalidInputException(
          "conductivity and mean",
          conductivity.length + " and " + mean.length + " numbers",
          iteration.points() + " and " + dims,
          "give one for each point and one for each axis");
    }
    double least = Arrays.stream(conductivity).min().orElseThrow();
    double most = Arrays.stream(conductivity).max().orElseThrow();
    if (!(least > 0) || Double.isInfinite(most)) {
      throw new InvalidInputException(
          "conductivity", "down to " + least, "positive finite numbers", "correct it");
    }
    double reference = (least + most) / 2;
    return iteration.solve(
        mean,
        (point, gradient, flux) -> Arrays.setAll(flux, c -> conductivity[point] * gradient[c]),
        (wave, flux, gradient) -> {
          double square = 0;
          double along = 0;
          for (int c = 0; c < dims; c++) {
            square += wave[c] * wave[c];
            along += wave[c] * flux[c];
          }
          double amount = along / (reference * square);
          Arrays.setAll(gradient, c -> amount * wave[c]);
        });
  }
}
