package org.sciml4j.cli.figure;

import java.util.Locale;

/** Numbers short enough for a figure. */
final class CellText {
  private CellText() {}

  /** Four significant digits, for example {@code −0.4}, {@code 1638} or {@code 2.5e−7}. */
  static String value(double value) {
    return trimmed(value, 4);
  }

  /** Two significant digits. */
  static String error(double error) {
    return trimmed(error, 2);
  }

  private static String trimmed(double value, int digits) {
    return shortest(value, digits).replace('-', '\u2212');
  }

  private static String shortest(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    double magnitude = Math.abs(value);
    if (magnitude >= 1e-3 && magnitude < 1e5) {
      int decimals = Math.max(0, digits - 1 - (int) Math.floor(Math.log10(magnitude)));
      String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
      return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
    return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value)
        .replaceAll("\\.?0*e", "e")
        .replace("e-0", "e-")
        .replace("e+0", "e")
        .replace("e+", "e");
  }
}
