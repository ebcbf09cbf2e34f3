package org.sciml4j.cli;

import java.io.PrintWriter;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.pde.model.StepModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what a trained model stands for. */
@Command(
    name = "explain",
    description = {
      "Print what a trained model stands for: the equations of pdenet, expanded into terms, and how"
          + " coefficients vary; what"
          + " euler does to small waves; the coefficients of learned-fd beside the standard ones; and"
          + " that unet has no equation."
    },
    sortOptions = false)
final class PdeExplainCommand implements Runnable {
  @Mixin private ModelPlace place;
  @Mixin private StateInput input;

  @Option(
      names = "--smallest",
      defaultValue = "0.02",
      paramLabel = "FRACTION",
      description =
          "Leave out terms of pdenet that were smaller than this fraction of the largest in the"
              + " data: ${DEFAULT-VALUE}.")
  private double smallest;

  @Option(
      names = "--degree",
      defaultValue = "3",
      paramLabel = "N",
      description = "Highest degree of a term of pdenet: ${DEFAULT-VALUE}.")
  private int degree;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (!(smallest >= 0 && smallest < 1)) {
      throw new InvalidInputException(
          "--smallest", smallest, "a fraction from 0 to below 1", "give for example 0.02");
    }
    if (degree < 1) {
      throw new InvalidInputException("--degree", degree, "1 or more", "give for example 3");
    }
    try (StepModel model = place.open()) {
      PrintWriter print = spec.commandLine().getOut();
      new ModelExplanation(model, degree, smallest, input.frame(model)).print(print);
      print.flush();
    }
  }
}
