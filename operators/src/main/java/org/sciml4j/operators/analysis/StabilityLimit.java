package org.sciml4j.operators.analysis;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.hipparchus.complex.Complex;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.notation.ShortNumber;

/**
 * The largest time step at which a scheme for {@code du/dt = K u} lets no Fourier mode grow (von
 * Neumann), as exact maximum over all wave numbers of an unbounded grid.
 *
 * @param scheme the time scheme
 * @param step the largest step; 0 where some mode grows at every step, infinite where none ever
 *     does
 * @param angles phase angles {@code k h} per axis of the mode that sets the limit; zero angles
 *     stand for the limit of long waves
 * @param eigenvalue λ of that mode; zero for the limit of long waves
 */
public record StabilityLimit(TimeScheme scheme, double step, double[] angles, Complex eigenvalue) {

  /** Keeps its own copy of the angles. */
  public StabilityLimit {
    angles = angles.clone();
  }

  /** A copy. */
  @Override
  public double[] angles() {
    return angles.clone();
  }

  /** The limit for a stencil. */
  public static StabilityLimit of(Stencil stencil, TimeScheme scheme) {
    return new StabilitySearch(stencil, scheme).run();
  }

  /**
   * The limit when modes may grow like {@code exp(rate t)}: no mode of {@code K - rate} grows. For
   * operators with growth of their own, and for fitted stencils whose errors let long waves grow
   * imperceptibly.
   *
   * @param rate largest growth rate that is no instability, in 1/time, at least 0
   */
  public static StabilityLimit allowingGrowth(Stencil stencil, TimeScheme scheme, double rate) {
    if (!(rate >= 0)) {
      throw new InvalidInputException(
          "rate", rate, "a growth rate of at least 0", "give the growth you can live with");
    }
    return of(stencil.minus(Stencil.identity(stencil.spacing()).times(rate)), scheme);
  }

  /** Whether there is a positive step at which nothing grows. */
  public boolean isStable() {
    return step > 0;
  }

  /** {@code RK4: dt <= 0.00069 (set by the mode kh = (π, π))}. */
  @Override
  public String toString() {
    if (Double.isInfinite(step)) {
      return scheme + ": stable for every dt";
    }
    String mode =
        Arrays.stream(angles).allMatch(angle -> angle == 0)
            ? "long waves"
            : Arrays.stream(angles)
                .mapToObj(StabilityLimit::angle)
                .collect(Collectors.joining(", ", "the mode kh = (", ")"));
    if (step > 0) {
      return scheme + ": stable for dt <= " + ShortNumber.decimal(step) + ", set by " + mode;
    }
    String growth =
        eigenvalue.getRealPart() > 0
            ? " at the rate " + ShortNumber.decimal(eigenvalue.getRealPart(), 3)
            : "";
    return scheme + ": unstable for every dt, growth" + growth + " of " + mode;
  }

  private static String angle(double radians) {
    double turns = radians / Math.PI;
    if (Math.abs(Math.abs(turns) - 1) < 1e-6) {
      return turns < 0 ? "-π" : "π";
    }
    return Math.abs(turns) < 1e-6 ? "0" : ShortNumber.decimal(turns, 3) + "π";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StabilityLimit that
        && scheme == that.scheme
        && Double.compare(step, that.step) == 0
        && Arrays.equals(angles, that.angles)
        && eigenvalue.equals(that.eigenvalue);
  }

  @Override
  public int hashCode() {
    return scheme.hashCode() * 31 + Double.hashCode(step);
  }
}
