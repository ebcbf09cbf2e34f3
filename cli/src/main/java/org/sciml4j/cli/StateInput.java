package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.pde.model.StateGrid;
import org.sciml4j.pde.model.StepModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A frame at which something is told, if one is given. */
final class StateInput {
  @Option(
      names = "--at",
      paramLabel = "INPUT",
      description = "File with a frame at which the model is looked at too.")
  private Path file;

  @Option(
      names = "--from",
      defaultValue = "0",
      paramLabel = "FRAME",
      description = "That frame: ${DEFAULT-VALUE}.")
  private int from;

  @Mixin private AxisOptions sampling;

  /**
   * A frame.
   *
   * @param name of the frame for a reader
   * @param values of all variables
   * @param shape {@code [variables, space...]}
   */
  record Frame(String name, double[] values, long[] shape) {}

  Optional<Frame> frame(StepModel model) {
    StateGrid grid = model.design().grid();
    if (file == null) {
      return Optional.empty();
    }
    try (FieldSeries all =
        FieldSeries.open(file, grid.variables(), field -> sampling.view(field, grid))) {
      all.requireLike(model.design());
      FieldSeries data = model.mask().map(all::masked).orElse(all);
      if (from < 0 || from >= data.frames()) {
        throw new InvalidInputException(
            "--from", from, "0 to " + (data.frames() - 1), "choose a frame of INPUT");
      }
      return Optional.of(
          new Frame(
              "frame " + from + " of " + file.getFileName(),
              data.frame(from),
              data.state().shape()));
    }
  }
}
