package org.sciml4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Groups what finds equations. */
@Command(
    name = "sindy",
    description = "Find sparse equations of trajectories and fields.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {SindyOdeCommand.class, SindyPdeCommand.class, SindyAutoencoderCommand.class})
final class SindyCommand extends CommandGroup {
  @Mixin CommonOptions common;
}
