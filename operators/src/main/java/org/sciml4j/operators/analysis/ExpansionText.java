package org.sciml4j.operators.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hipparchus.fraction.Fraction;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.notation.ShortNumber;
import org.sciml4j.operators.notation.Superscript;

/**
 * Writes an operator with its leading error, in powers of h where the spacing is one number and of
 * dx, dy, dz where it is not.
 */
final class ExpansionText {
  private static final double SAME_SPACING = 1e-9;

  private final Accuracy accuracy;
  private final String[] axisNames;
  private final double scale;

  private ExpansionText(Accuracy accuracy, String[] axisNames) {
    this.accuracy = accuracy;
    this.axisNames = axisNames;
    this.scale = commonMagnitude(accuracy.operator());
  }

  static String of(Accuracy accuracy, String... axisNames) {
    return new ExpansionText(accuracy, axisNames).write();
  }

  private String write() {
    StringBuilder text = new StringBuilder(accuracy.operator().toString(axisNames));
    if (accuracy.order().isEmpty()) {
      return text.toString();
    }
    int power = accuracy.order().getAsInt();
    Map<String, List<MultiIndex>> groups = new LinkedHashMap<>();
    accuracy
        .leadingError()
        .terms()
        .forEach(
            (alpha, c) ->
                groups
                    .computeIfAbsent(
                        (c < 0 ? " - " : " + ") + factor(alpha, Math.abs(c), power),
                        factor -> new ArrayList<>())
                    .add(alpha));
    groups.forEach((factor, derivatives) -> text.append(factor).append(sum(derivatives)));
    accuracy
        .nextOrder()
        .ifPresent(next -> text.append(" + O(").append(Superscript.power("h", next)).append(')'));
    return text.toString();
  }

  private String sum(List<MultiIndex> derivatives) {
    Map<MultiIndex, Double> ones =
        derivatives.stream().collect(Collectors.toMap(alpha -> alpha, alpha -> 1.0));
    String sum = DifferentialOperator.of(accuracy.operator().dims(), ones).toString(axisNames);
    return derivatives.size() == 1 ? sum : "(" + sum + ")";
  }

  /** What stands before a derivative, with a space after it. */
  private String factor(MultiIndex alpha, double magnitude, int power) {
    String spacing = power > 0 ? spacingSymbol(alpha) : null;
    if (spacing == null) {
      return ShortNumber.of(magnitude) + " ";
    }
    double h = spacingOf(alpha);
    String hp = Superscript.power(spacing, power);
    String prefix = scale == 1 ? "" : ShortNumber.of(scale) + " ";
    return ShortNumber.fraction(magnitude / (scale * Math.pow(h, power)))
        .filter(f -> f.getDenominator() <= 10_000)
        .map(f -> prefix + fractionOf(hp, f))
        .orElseGet(() -> ShortNumber.decimal(magnitude / Math.pow(h, power)) + " " + hp + " ");
  }

  private static String fractionOf(String hp, Fraction f) {
    String numerator = f.getNumerator() == 1 ? hp : f.getNumerator() + " " + hp;
    return f.getDenominator() == 1
        ? numerator + " "
        : "(" + numerator + "/" + f.getDenominator() + ") ";
  }

  /** The spacing an error term scales with, or null where several different ones take part. */
  private String spacingSymbol(MultiIndex alpha) {
    if (isUniform()) {
      return "h";
    }
    int axis = onlyAxis(alpha);
    return axis < 0
        ? null
        : "d"
            + (axisNames.length == 0 ? AxisNames.standard(alpha.dims()) : List.of(axisNames))
                .get(axis);
  }

  private double spacingOf(MultiIndex alpha) {
    return Math.abs(accuracy.spacing()[isUniform() ? 0 : onlyAxis(alpha)]);
  }

  private boolean isUniform() {
    double[] spacing = accuracy.spacing();
    return Arrays.stream(spacing)
        .map(Math::abs)
        .allMatch(h -> Math.abs(h - Math.abs(spacing[0])) <= SAME_SPACING * h);
  }

  private static int onlyAxis(MultiIndex alpha) {
    int axis = -1;
    for (int i = 0; i < alpha.dims(); i++) {
      if (alpha.power(i) == alpha.order()) {
        axis = i;
      }
    }
    return axis;
  }

  /** The magnitude all coefficients of an operator share, or 1. */
  private static double commonMagnitude(DifferentialOperator operator) {
    double[] magnitudes =
        operator.terms().values().stream().mapToDouble(Math::abs).distinct().toArray();
    if (magnitudes.length == 0) {
      return 1;
    }
    boolean common =
        Arrays.stream(magnitudes)
            .allMatch(c -> Math.abs(c - magnitudes[0]) <= 1e-9 * magnitudes[0]);
    return common && Math.abs(magnitudes[0] - 1) > 1e-9 ? magnitudes[0] : 1;
  }
}
