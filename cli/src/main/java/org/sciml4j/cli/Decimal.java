package org.sciml4j.cli;

import java.util.Locale;

/** Numbers as a reader wants them: six significant digits, no trailing zeros. */
final class Decimal {
  private Decimal() {}

  static String of(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    String text = String.format(Locale.ROOT, "%.6g", value);
    int exponent = text.indexOf('e');
    String digits = exponent < 0 ? text : text.substring(0, exponent);
    String power = exponent < 0 ? "" : text.substring(exponent);
    return (digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits) + power;
  }
}
