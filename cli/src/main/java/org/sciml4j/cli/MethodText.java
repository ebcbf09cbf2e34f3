package org.sciml4j.cli;

import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * A method and its numbers as an option gives them: {@code savgol:11:3}.
 *
 * @param option that it was given to
 * @param text as it was given
 * @param name before the first colon
 * @param numbers after it
 */
record MethodText(String option, String text, String name, List<String> numbers) {
  static MethodText parse(String option, String text) {
    List<String> parts = List.of(text.strip().split(":", -1));
    return new MethodText(option, text, parts.getFirst(), parts.subList(1, parts.size()));
  }

  /** A whole number, or the usual one where it was left out. */
  int whole(int index, int usual) {
    if (index >= numbers.size()) {
      return usual;
    }
    try {
      return Integer.parseInt(numbers.get(index));
    } catch (NumberFormatException failure) {
      throw bad("a whole number after '" + name + ":'");
    }
  }

  /** A number, or the usual one where it was left out. */
  double number(int index, double usual) {
    if (index >= numbers.size()) {
      return usual;
    }
    try {
      return Double.parseDouble(numbers.get(index));
    } catch (NumberFormatException failure) {
      throw bad("a number after '" + name + ":'");
    }
  }

  boolean has(int index) {
    return index < numbers.size();
  }

  /** Refuses more numbers than a method takes. */
  MethodText atMost(int count) {
    if (numbers.size() > count) {
      throw bad("at most " + count + " numbers after '" + name + "'");
    }
    return this;
  }

  InvalidInputException bad(String expected) {
    return new InvalidInputException(option, "'" + text + "'", expected, "see --help for examples");
  }
}
