package org.sciml4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells which equation a trained model stands for. */
@Command(
    name = "explain",
    description = "Print the equations that a trained model stands for, expanded into terms.",
    sortOptions = false)
final class PdeExplainCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "Folder that pde train has written, or the model in it.")
  private Path place;

  @Option(
      names = "--smallest",
      defaultValue = "0.02",
      paramLabel = "FRACTION",
      description =
          "Leave out terms that were smaller than this fraction of the largest in the data:"
              + " ${DEFAULT-VALUE}.")
  private double smallest;

  @Option(
      names = "--degree",
      defaultValue = "3",
      paramLabel = "N",
      description = "Highest degree of a term: ${DEFAULT-VALUE}.")
  private int degree;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    try (PdeModelFile file = PdeModelFile.open(place)) {
      PrintWriter print = spec.commandLine().getOut();
      file.equations(degree, smallest).forEach(print::println);
      print.println();
      print.println(
          "by steps of "
              + Decimal.of(file.design().dt())
              + ", scheme "
              + file.design().scheme()
              + ", boundaries "
              + String.join(", ", file.design().boundary()));
      print.flush();
    }
  }
}
