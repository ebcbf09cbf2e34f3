package org.sciml4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Groups what predicts local responses of microstructures. */
@Command(
    name = "mks",
    description = "Learn and use influence kernels of microstructures (MKS localisation).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {MksFitCommand.class, MksPredictCommand.class})
final class MksCommand extends CommandGroup {
  @Mixin CommonOptions common;
}
