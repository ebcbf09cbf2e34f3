package org.sciml4j.operators.classical;

import org.sciml4j.operators.notation.Estimate;

/**
 * One classical stencil with the factor it was found with.
 *
 * @param scale the factor, in units of the stencil's coefficients times {@link
 *     ClassicalStencil#spacingPower()} lengths
 * @param stencil what it multiplies
 * @param fixed whether the factor was given (the identity of an update kernel) instead of estimated
 */
public record IdentifiedTerm(Estimate scale, ClassicalStencil stencil, boolean fixed) {
  /**
   * Units of the factor, for example {@code m²/s}; empty where unknown.
   *
   * @param coefficientUnits units of the stencil's coefficients; empty for none
   * @param lengthUnits units of the coordinates, one per axis or one for all; empty for none
   */
  public String units(String coefficientUnits, String... lengthUnits) {
    return new ScaleUnit(coefficientUnits, lengthUnits).of(stencil);
  }

  /** {@code 0.1000 ± 0.0002 m²/s × 5-point Laplacian} without its sign. */
  String withoutSign(ScaleUnit units, String[] axisNames) {
    String title = stencil.title(axisNames);
    if (fixed) {
      return title;
    }
    String unit = units.of(stencil);
    return scale.magnitude() + (unit.isEmpty() ? "" : " " + unit) + " × " + title;
  }
}
