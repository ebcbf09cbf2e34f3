package org.sciml4j.cli;

import java.util.List;

/** The log is silent unless {@code --verbose} asks for it. */
final class Logging {
  private Logging() {}

  /** Must run before the first logger is made, hence before the arguments are parsed. */
  static void configure(String... arguments) {
    List<String> given = List.of(arguments);
    System.setProperty(
        "org.slf4j.simpleLogger.defaultLogLevel", given.contains("--verbose") ? "info" : "off");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }
}
