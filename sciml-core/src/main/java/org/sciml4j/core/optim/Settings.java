package org.sciml4j.core.optim;

import org.sciml4j.core.InvalidInputException;

/** Checks of the numbers that optimisers and schedules are set with. */
final class Settings {
  private Settings() {}

  static void requirePositive(String argument, double value) {
    require(value > 0 && Double.isFinite(value), argument, value, "a finite number above 0");
  }

  static void requireNotNegative(String argument, double value) {
    require(value >= 0 && Double.isFinite(value), argument, value, "a finite number of 0 or more");
  }

  /** A rate of forgetting or decay: 0 or more and below 1. */
  static void requireRate(String argument, double value) {
    require(value >= 0 && value < 1, argument, value, "a number from 0, below 1");
  }

  static void requireCount(String argument, long value) {
    require(value >= 1, argument, value, "1 or more");
  }

  private static void require(boolean holds, String argument, Object value, String expected) {
    if (!holds) {
      throw new InvalidInputException(argument, value, expected, "choose such a number");
    }
  }
}
