package org.sciml4j.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.mks.MicrostructureFunctions;

/**
 * Microstructure functions as written on the command line, such as {@code primitive:10}.
 *
 * @param name of the basis
 * @param count number of functions
 */
record BasisSyntax(String name, int count) {
  private static final Pattern FORM = Pattern.compile("([a-z]+):(\\d{1,6})");
  private static final Pattern RANGE = Pattern.compile("([^:]+):([^:]+)");

  /**
   * Reads {@code NAME:COUNT}.
   *
   * @throws InvalidInputException if it is written otherwise, or there is no such basis
   */
  static BasisSyntax parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InvalidInputException(
          "--basis",
          "'" + text + "'",
          "primitive:N or legendre:N",
          "write for example primitive:2");
    }
    BasisSyntax basis = new BasisSyntax(form.group(1), Integer.parseInt(form.group(2)));
    basis.over(0, 1);
    return basis;
  }

  /** Reads {@code LOW:HIGH}. */
  static double[] range(String text) {
    Matcher range = RANGE.matcher(text);
    try {
      if (range.matches()) {
        return new double[] {
          Double.parseDouble(range.group(1)), Double.parseDouble(range.group(2))
        };
      }
    } catch (NumberFormatException notNumbers) {
      // reported below
    }
    throw new InvalidInputException(
        "--states", "'" + text + "'", "LOW:HIGH", "write for example --states 0:1");
  }

  MicrostructureFunctions over(double low, double high) {
    return MicrostructureFunctions.of(name, count, low, high);
  }
}
