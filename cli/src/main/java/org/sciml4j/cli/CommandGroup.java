package org.sciml4j.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds subcommands. */
abstract class CommandGroup implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs when no subcommand is named, which is an error. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given, expected one of "
            + String.join(", ", spec.subcommands().keySet())
            + "; see '"
            + spec.qualifiedName()
            + " --help'");
  }
}
