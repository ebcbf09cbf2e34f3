package org.sciml4j.cli;

import org.sciml4j.core.InvalidInputException;

/** Checks numbers that make a published study smaller. */
final class StudyNumbers {
  private StudyNumbers() {}

  static void requireAtLeast(String option, int given, int least) {
    if (given < least) {
      throw new InvalidInputException(
          option, given, least + " or more", "leave it out for the study's own");
    }
  }

  static void requireKernel(int points, int least) {
    if (points < least || points % 2 == 0) {
      throw new InvalidInputException(
          "--kernel", points, "an odd number of " + least + " or more", "take 5 or 7");
    }
  }
}
