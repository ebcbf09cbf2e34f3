package org.sciml4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Groups what can be done with stencils. */
@Command(
    name = "stencil",
    description = "Learn, explain, apply and export finite-difference stencils.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {FitCommand.class, ShowCommand.class, ApplyCommand.class, ExportCommand.class})
final class StencilCommand extends CommandGroup {
  @Mixin CommonOptions common;
}
