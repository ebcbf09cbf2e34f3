package org.sciml4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.pde.model.StepModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how errors of a trained model grow. */
@Command(
    name = "score",
    description = "Compare rollouts of a trained model with data.",
    sortOptions = false)
final class PdeScoreCommand implements Runnable {
  @Mixin private ModelPlace place;
  @Mixin private SeriesInput input;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of a rollout. Default: half of the frames.")
  private Integer steps;

  @Mixin private FolderOptions folder;
  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Path target = folder.target(input.name() + "-score");
    if (folder.given()) {
      FolderOptions.requireOutside(target, "DIR", place.path());
      FolderOptions.requireOutside(target, "INPUT", input.file());
      folder.require(target);
    }
    try (StepModel model = place.open();
        FieldSeries data = ModelPlace.fields(model, input);
        RunRecord record = RunRecord.start(spec, List.of(input.file(), place.file()))) {
      int most = data.frames() - 1;
      if (most < 1) {
        throw new InvalidInputException(
            "frames of INPUT", data.frames(), "2 or more", "give one to compare a step with");
      }
      int chosen = steps == null ? Math.max(1, most / 2) : steps;
      if (chosen < 1 || chosen > most) {
        throw new InvalidInputException(
            "--steps", chosen, "1 to " + most + ", the frames after the first", "choose fewer");
      }
      ErrorGrowth growth = ErrorGrowth.of(model, data, 0, chosen);
      record.computed();
      PrintWriter print = spec.commandLine().getOut();
      growth.print(print);
      if (folder.given()) {
        folder.write(
            target,
            print,
            written -> {
              List<Path> files = new ArrayList<>();
              files.addAll(
                  growth
                      .figure("errors on " + input.file().getFileName())
                      .write(written.staging()));
              for (Figure figure : RolloutPictures.of(model, data, 0, chosen)) {
                files.addAll(figure.write(written.staging()));
              }
              files.add(record.write(written, files));
              return files;
            });
      }
      print.flush();
    }
  }
}
