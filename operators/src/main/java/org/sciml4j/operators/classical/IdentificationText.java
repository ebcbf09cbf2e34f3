package org.sciml4j.operators.classical;

import org.sciml4j.operators.AxisNames;

/** Says in a sentence what a stencil was identified as. */
final class IdentificationText {
  /** A distance below this is not worth a word. */
  private static final double SILENT = 1e-3;

  private IdentificationText() {}

  static String of(
      Identification found, String coefficientUnits, String[] lengthUnits, String... axisNames) {
    if (found.terms().isEmpty()) {
      return "zero";
    }
    String[] names =
        axisNames.length > 0
            ? axisNames
            : AxisNames.standard(found.stencil().dims()).toArray(String[]::new);
    String sum = sum(found, new ScaleUnit(coefficientUnits, lengthUnits), names);
    String away = Identification.percent(found.relativeDistance()) + " away";
    if (found.isMatch()) {
      return found.relativeDistance() <= SILENT || found.isWithinErrors() ? sum : sum + " (" + away + ")";
    }
    return "no classical stencil within "
        + Identification.percent(Identification.MATCH)
        + "; nearest is "
        + sum
        + " ("
        + away
        + "); its moments say "
        + found.operator().toString(names);
  }

  private static String sum(Identification found, ScaleUnit units, String[] axisNames) {
    StringBuilder text = new StringBuilder();
    for (IdentifiedTerm term : found.terms()) {
      boolean negative = term.scale().value() < 0;
      if (text.isEmpty()) {
        text.append(negative ? "-" : "");
      } else {
        text.append(negative ? " - " : " + ");
      }
      text.append(term.withoutSign(units, axisNames));
    }
    return text.toString();
  }
}
