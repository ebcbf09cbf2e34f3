package org.sciml4j.cli;

import org.sciml4j.validation.autoencoder.PublishedSetup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Groups the published studies that can be made again. */
@Command(
    name = "reproduce",
    description = "Make a published study again, data included; its numbers as lines of JSON.",
    synopsisSubcommandLabel = "STUDY",
    subcommands = {
      ReproducePdeNet1Command.class,
      ReproducePdeNet2Command.class,
      ReproduceDiscretizationCommand.class
    })
final class ReproduceCommand extends CommandGroup {
  @Mixin CommonOptions common;

  /** Adds the SINDy autoencoders, a command for each. */
  static void addAutoencoders(CommandLine reproduce) {
    for (PublishedSetup setup : PublishedSetup.values()) {
      reproduce.addSubcommand(
          EnumConverters.written(setup), new ReproduceAutoencoderCommand(setup));
    }
  }
}
