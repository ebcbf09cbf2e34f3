package org.sciml4j.cli;

import picocli.CommandLine.Option;

/** Options that every command takes. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = "--verbose", description = "Show the log.")
  boolean verbose;

  @Option(names = "--stacktrace", description = "Show where an error came from.")
  boolean stacktrace;
}
