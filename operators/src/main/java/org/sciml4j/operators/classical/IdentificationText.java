package org.sciml4j.operators.classical;

import java.util.List;
import org.sciml4j.operators.AxisNames;

/** Says in a sentence what a stencil was identified as. */
final class IdentificationText {
  /** A distance below this is not worth a word. */
  private static final double SILENT = 1e-3;

  /** Farther away than this, the nearest stencil says nothing about the one at hand. */
  private static final double NEAR = 0.1;

  private IdentificationText() {}

  static String of(
      Identification found, String coefficientUnits, String[] lengthUnits, String... axisNames) {
    if (found.terms().isEmpty()) {
      return found.stencil().largestCoefficient() == 0
          ? "zero"
          : "nothing, as the data leaves coefficients open";
    }
    String[] names =
        axisNames.length > 0
            ? axisNames
            : AxisNames.standard(found.stencil().dims()).toArray(String[]::new);
    ScaleUnit units = new ScaleUnit(coefficientUnits, lengthUnits);
    String sum = sum(found, units, names);
    String away = Identification.percent(found.relativeDistance()) + " away";
    if (found.isMatch()) {
      return found.relativeDistance() <= SILENT || found.isWithinErrors()
          ? sum
          : sum + " (" + away + ")";
    }
    String byMoments =
        found.derivatives().isEmpty()
            ? ""
            : derivatives(found, units, List.of(names)) + " by its moments; ";
    return byMoments
        + (found.relativeDistance() <= NEAR
            ? "the nearest classical stencil is " + sum + " (" + away + ")"
            : "no classical stencil within " + Identification.percent(NEAR));
  }

  private static String derivatives(Identification found, ScaleUnit units, List<String> axisNames) {
    StringBuilder text = new StringBuilder();
    found
        .derivatives()
        .forEach(
            (alpha, coefficient) -> {
              String unit = units.of(alpha);
              sign(text, coefficient.value());
              text.append(coefficient.magnitude())
                  .append(unit.isEmpty() ? "" : " " + unit)
                  .append(' ')
                  .append(alpha.derivative(axisNames));
            });
    return text.toString();
  }

  private static void sign(StringBuilder text, double value) {
    if (text.isEmpty()) {
      text.append(value < 0 ? "-" : "");
    } else {
      text.append(value < 0 ? " - " : " + ");
    }
  }

  private static String sum(Identification found, ScaleUnit units, String[] axisNames) {
    StringBuilder text = new StringBuilder();
    for (IdentifiedTerm term : found.terms()) {
      sign(text, term.scale().value());
      text.append(term.withoutSign(units, axisNames));
    }
    return text.toString();
  }
}
