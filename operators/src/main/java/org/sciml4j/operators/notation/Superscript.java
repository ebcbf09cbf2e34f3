package org.sciml4j.operators.notation;

/** Whole numbers as Unicode superscripts, for powers of a spacing or a unit. */
public final class Superscript {
  private static final String DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Superscript() {}

  /** {@code of(12) = "¹²"}, {@code of(-2) = "⁻²"}. */
  public static String of(int exponent) {
    StringBuilder text = new StringBuilder();
    for (char c : Integer.toString(exponent).toCharArray()) {
      text.append(c == '-' ? '⁻' : DIGITS.charAt(c - '0'));
    }
    return text.toString();
  }

  /** A power as written in a formula: {@code ""} for exponent 0, the bare base for exponent 1. */
  public static String power(String base, int exponent) {
    return switch (exponent) {
      case 0 -> "";
      case 1 -> base;
      default -> base + of(exponent);
    };
  }
}
