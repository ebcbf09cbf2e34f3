package org.sciml4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Groups what learns time steps of fields. */
@Command(
    name = "pde",
    description = "Learn networks that step fields in time, explain and use them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PdeTrainCommand.class,
      PdePredictCommand.class,
      PdeExplainCommand.class,
      PdeScoreCommand.class,
      PdeExportCommand.class
    })
final class PdeCommand extends CommandGroup {
  @Mixin CommonOptions common;
}
