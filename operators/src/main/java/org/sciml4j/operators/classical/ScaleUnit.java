package org.sciml4j.operators.classical;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.notation.Superscript;

/**
 * The unit of the factor before a classical stencil: that of the coefficients times a power of a
 * length.
 *
 * @param coefficient unit of the stencil's coefficients, e.g. {@code 1/s}; empty for none
 * @param lengths unit of each axis' coordinate, or one for all; empty for none
 */
record ScaleUnit(String coefficient, String[] lengths) {
  private static final Pattern RATE = Pattern.compile("(?:1/)([^\\s/*]+)|([A-Za-zµ]+)\\^?-1");

  /** Of the factor before a classical stencil. */
  String of(ClassicalStencil stencil) {
    return of(length(stencil));
  }

  /** Of the coefficient of a derivative. */
  String of(MultiIndex alpha) {
    if (lengths.length == 0) {
      return of("");
    }
    SortedMap<String, Integer> powers = new TreeMap<>();
    for (int axis = 0; axis < alpha.dims(); axis++) {
      powers.merge(lengths[lengths.length == 1 ? 0 : axis], alpha.power(axis), Integer::sum);
    }
    return of(
        powers.entrySet().stream()
            .filter(power -> !power.getKey().isEmpty() && !power.getKey().equals("1"))
            .filter(power -> power.getValue() > 0)
            .map(power -> Superscript.power(power.getKey(), power.getValue()))
            .collect(Collectors.joining(" ")));
  }

  private String of(String length) {
    Matcher rate = RATE.matcher(coefficient);
    if (length.isEmpty()) {
      return coefficient.equals("1") ? "" : coefficient;
    }
    if (rate.matches()) {
      return length + "/" + (rate.group(1) == null ? rate.group(2) : rate.group(1));
    }
    return coefficient.isEmpty() || coefficient.equals("1") ? length : length + " " + coefficient;
  }

  /** Axes of different units leave no unit to a factor that belongs to all of them. */
  private String length(ClassicalStencil stencil) {
    if (lengths.length == 0) {
      return "";
    }
    boolean same = Arrays.stream(lengths).distinct().count() == 1;
    int axis = stencil.onlyAxis();
    if (!same && axis < 0) {
      return "";
    }
    String length = lengths[same ? 0 : axis];
    return length.isEmpty() || length.equals("1")
        ? ""
        : Superscript.power(length, stencil.spacingPower());
  }
}
