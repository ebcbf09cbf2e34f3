package org.sciml4j.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which NetCDF file a command writes. */
final class FileOptions {
  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "NetCDF file to write.")
  private Path out;

  @Option(names = "--force", description = "Replace files that exist.")
  private boolean force;

  Path path() {
    return out;
  }

  /** Whether it may replace one that exists. */
  boolean replaces() {
    return force;
  }

  /** Refuses, before any work is done, a file that exists and may not be replaced. */
  void requireNew() {
    OutputFile.requireNew(out, force);
  }
}
