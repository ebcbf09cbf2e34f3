package org.sciml4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code sciml} command. */
@Command(
    name = "sciml",
    description = "Scientific machine learning for physics data.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InspectCommand.class,
      StencilCommand.class,
      SindyCommand.class,
      MksCommand.class,
      PdeCommand.class,
      ReproduceCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      HelpCommand.class
    })
public final class Sciml extends CommandGroup {
  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Terminal.takeOver();
    Logging.configure(arguments);
    System.exit(run(commandLine(), arguments));
  }

  /** Runs one command line, prints all it has to say and answers its exit code. */
  static int run(CommandLine command, String... arguments) {
    try {
      return command.execute(arguments);
    } catch (OutOfMemoryError | LinkageError failure) {
      return Failures.report(command, failure, arguments);
    } finally {
      command.getOut().flush();
    }
  }

  /** The whole command tree, with errors reported as one line each. */
  static CommandLine commandLine() {
    Failures failures = new Failures();
    CommandLine commands = new CommandLine(new Sciml());
    ReproduceCommand.addAutoencoders(commands.getSubcommands().get("reproduce"));
    return EnumConverters.register(commands)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(28)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }
}
