package org.sciml4j.sindy.differentiation;

import java.util.OptionalDouble;
import org.sciml4j.core.InvalidInputException;

/** Recognises equally spaced times. */
final class UniformTimes {
  /** Times printed with seven digits are still taken as equally spaced. */
  private static final double TOLERANCE = 1e-6;

  private UniformTimes() {}

  /** The spacing, if every time lies within a millionth of it from its place. */
  static OptionalDouble spacing(double[] times) {
    int intervals = times.length - 1;
    double spacing = (times[intervals] - times[0]) / intervals;
    double rounding = 4 * Math.ulp(Math.max(Math.abs(times[0]), Math.abs(times[intervals])));
    for (int i = 0; i < times.length; i++) {
      double off = Math.abs(times[i] - times[0] - i * spacing);
      if (off > TOLERANCE * spacing + rounding) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(spacing);
  }

  static void requireOrder(int order) {
    if (order != 1 && order != 2) {
      throw new InvalidInputException(
          "order of the derivative", order, "1 or 2", "take the first or second derivative");
    }
  }
}
