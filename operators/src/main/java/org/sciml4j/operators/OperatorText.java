package org.sciml4j.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.sciml4j.operators.notation.ShortNumber;
import org.sciml4j.operators.notation.Superscript;

/** Writes differential operators as formulas, terms of one coefficient in one bracket. */
final class OperatorText {
  /** Relative difference up to which two coefficients print as one. */
  private static final double SAME = 1e-9;

  private OperatorText() {}

  /** {@code 0.1 (u_xx + u_yy) - 2 u_x}. */
  static String of(DifferentialOperator operator, List<String> axisNames) {
    return of(operator, axisNames, ShortNumber::of);
  }

  /** As above, with another way to write a positive coefficient; {@code "1"} is left out. */
  static String of(
      DifferentialOperator operator,
      List<String> axisNames,
      DoubleFunction<String> coefficientText) {
    if (operator.isZero()) {
      return "0";
    }
    StringBuilder text = new StringBuilder();
    for (Group group : groups(operator)) {
      if (!text.isEmpty()) {
        text.append(group.coefficient() < 0 ? " - " : " + ");
      } else if (group.coefficient() < 0) {
        text.append('-');
      }
      String factor = coefficientText.apply(Math.abs(group.coefficient()));
      String sum =
          group.derivatives().stream()
              .map(alpha -> derivative(alpha, axisNames))
              .collect(Collectors.joining(" + "));
      boolean single = group.derivatives().size() == 1;
      if (factor.equals("1")) {
        text.append(single || group.coefficient() > 0 ? sum : "(" + sum + ")");
      } else {
        text.append(factor).append(' ').append(single ? sum : "(" + sum + ")");
      }
    }
    return text.toString();
  }

  /** {@code u}, {@code u_xxy}, or {@code ∂³u/∂lon²∂lat} where names are longer than a letter. */
  static String derivative(MultiIndex alpha, List<String> axisNames) {
    if (alpha.order() == 0) {
      return "u";
    }
    boolean letters = axisNames.stream().allMatch(name -> name.length() == 1);
    StringBuilder axes = new StringBuilder();
    for (int axis = alpha.dims() - 1; axis >= 0; axis--) {
      int power = alpha.power(axis);
      if (letters) {
        axes.append(axisNames.get(axis).repeat(power));
      } else if (power > 0) {
        axes.append('∂').append(Superscript.power(axisNames.get(axis), power));
      }
    }
    return letters ? "u_" + axes : Superscript.power("∂", alpha.order()) + "u/" + axes;
  }

  private record Group(double coefficient, List<MultiIndex> derivatives) {}

  private static List<Group> groups(DifferentialOperator operator) {
    List<Group> groups = new ArrayList<>();
    operator
        .terms()
        .forEach(
            (alpha, c) ->
                groups.stream()
                    .filter(group -> same(group.coefficient(), c))
                    .filter(group -> group.derivatives().getFirst().order() == alpha.order())
                    .findFirst()
                    .orElseGet(
                        () -> {
                          groups.add(new Group(c, new ArrayList<>()));
                          return groups.getLast();
                        })
                    .derivatives()
                    .add(alpha));
    return groups;
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
  }
}
