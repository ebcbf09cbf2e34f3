package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how errors of a trained model grow. */
@Command(
    name = "score",
    description = "Compare rollouts of a trained model with data.",
    sortOptions = false)
final class PdeScoreCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "Folder that pde train has written, or the model in it.")
  private Path place;

  @Parameters(
      index = "1",
      paramLabel = "TEST",
      description = "NetCDF, HDF5 or npz file with coordinates.")
  private Path input;

  @Option(
      names = "--slice",
      paramLabel = "AXIS=A:B",
      description = "Points of an axis to use, as in Python; repeatable.")
  private List<String> slices = List.of();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of a rollout. Default: half of the frames.")
  private Integer steps;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write the growth of errors to, as a picture.")
  private Path out;

  @Option(names = "--force", description = "Replace the output folder if it exists.")
  private boolean force;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (out != null) {
      PdeModelFile.requireOutside(out, "DIR", place);
      PdeModelFile.requireOutside(out, "TEST", input);
      OutputFolder.at(out, force).close();
    }
    try (PdeModelFile file = PdeModelFile.open(place);
        FieldSeries data = FieldSeries.open(input, file.design().variables(), slices)) {
      data.requireLike(file.design().spacing(), file.design().dt());
      int most = data.frames() - 1;
      int chosen = steps == null ? Math.max(1, most / 2) : steps;
      if (chosen < 1 || chosen > most) {
        throw new InvalidInputException(
            "--steps", chosen, "1 to " + most + ", the frames after the first", "choose fewer");
      }
      ErrorGrowth growth =
          ErrorGrowth.of(file.design().model().step(), file.parameters(), data, 0, chosen);
      PrintWriter print = spec.commandLine().getOut();
      growth.print(print);
      if (out != null) {
        write(growth, print);
      }
      print.flush();
    }
  }

  private void write(ErrorGrowth growth, PrintWriter print) {
    try (OutputFolder folder = OutputFolder.at(out, force)) {
      growth.figure("errors on " + input.getFileName()).write(folder.staging());
      folder.commit();
      print.println();
      print.println("written to " + out + ": error-growth.png  error-growth.svg");
    } catch (IOException failure) {
      throw new InvalidInputException(
          "output folder '" + out + "' cannot be written (" + failure + "); choose another",
          failure);
    }
  }
}
