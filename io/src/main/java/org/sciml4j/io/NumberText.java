package org.sciml4j.io;

import java.util.Locale;
import java.util.Set;

/**
 * How numbers are written in a text file.
 *
 * @param decimalComma whether a comma stands before the decimals
 * @param missing texts in lower case that stand for no number
 */
record NumberText(boolean decimalComma, Set<String> missing) {
  /**
   * The number that a text stands for, NaN for a missing one.
   *
   * @throws NumberFormatException if it stands for none
   */
  double parse(String text) {
    String stripped = text.strip();
    if (isDecimal(stripped)) {
      return missing.contains(stripped)
          ? Double.NaN
          : Double.parseDouble(decimalComma ? stripped.replace(',', '.') : stripped);
    }
    String word = stripped.toLowerCase(Locale.ROOT);
    if (missing.contains(word)) {
      return Double.NaN;
    }
    return switch (word) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new NumberFormatException(text);
    };
  }

  /** Whether a text stands for a number or a missing one. */
  boolean isNumber(String text) {
    try {
      parse(text);
      return true;
    } catch (NumberFormatException word) {
      return false;
    }
  }

  /** Whether a text stands for a number that is not missing. */
  boolean isPresent(String text) {
    return isNumber(text) && !Double.isNaN(parse(text));
  }

  /** Whether only characters of decimal numbers occur: Java itself also takes 1d and 0x1p3. */
  private boolean isDecimal(String text) {
    char point = decimalComma ? ',' : '.';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean belongs =
          (c >= '0' && c <= '9') || c == point || c == '-' || c == '+' || c == 'e' || c == 'E';
      if (!belongs) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
