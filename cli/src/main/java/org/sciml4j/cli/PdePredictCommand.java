package org.sciml4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.model.UNetDesign;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.stepper.Stepper;
import org.sciml4j.pde.stepper.UnstableStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Steps fields by a trained model. */
@Command(
    name = "predict",
    description = "Go on from a frame by a trained model, and write the frames as NetCDF.",
    sortOptions = false)
final class PdePredictCommand implements Runnable {
  @Mixin private ModelPlace place;
  @Mixin private SeriesInput input;

  @Option(
      names = "--steps",
      required = true,
      paramLabel = "N",
      description = "How many steps to take, a frame after each.")
  private int steps;

  @Option(
      names = "--substeps",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Make each step of so many shorter ones, where it is longer than the largest stable:"
              + " ${DEFAULT-VALUE}. Not of unet.")
  private int substeps;

  @Option(
      names = "--from",
      defaultValue = "0",
      paramLabel = "FRAME",
      description = "Frame to start from: ${DEFAULT-VALUE}.")
  private int from;

  @Mixin private FileOptions out;

  @Option(
      names = "--gif",
      paramLabel = "FILE",
      description = "GIF to write of the variables side by side; of a volume its middle plane.")
  private Path gif;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    out.requireNew();
    OutputFile.requireNetcdf(out.path());
    for (Path written : gif == null ? List.of(out.path()) : List.of(out.path(), gif)) {
      OutputFile.requireApart(written, "INPUT", input.file());
      OutputFile.requireApart(written, "MODEL", place.file());
    }
    Optional<RolloutGif> animation = Optional.ofNullable(gif).map(RolloutGif::new);
    animation.ifPresent(one -> one.require(out.path(), out.replaces()));
    if (steps < 1) {
      throw new InvalidInputException("--steps", steps, "1 or more", "give for example 200");
    }
    try (StepModel file = place.open();
        FieldSeries data = ModelPlace.fields(file, input)) {
      if (from < 0 || from >= data.frames()) {
        throw new InvalidInputException(
            "--from", from, "0 to " + (data.frames() - 1), "choose a frame of INPUT");
      }
      PrintWriter print = spec.commandLine().getOut();
      StableStep.of(file, data.state().shape())
          .flatMap(stable -> stable.warning(step(file).dt()))
          .ifPresent(print::println);
      print.flush();
      int done;
      try (RunRecord record = RunRecord.start(spec, List.of(input.file(), place.file()))) {
        done = write(file, data, record);
      }
      if (done < steps) {
        print.println("not finite after " + (done + 1) + " steps; the frames before are written");
      }
      print.println(
          "wrote "
              + String.join(", ", file.design().grid().variables())
              + " after 0 to "
              + done
              + " steps to "
              + out.path());
      animation
          .map(one -> one.write(out.path(), file.design().grid().variables()))
          .ifPresent(print::println);
      print.flush();
    }
  }

  private TimeStep step(StepModel file) {
    if (substeps < 1 || (substeps > 1 && file.design() instanceof UNetDesign)) {
      throw new InvalidInputException(
          "--substeps", substeps, "1 or more, for unet 1", "leave it out");
    }
    return file.step().dt(file.design().grid().dt() / substeps);
  }

  /** The number of steps whose frames are finite. */
  private int write(StepModel file, FieldSeries data, RunRecord record) {
    Axis time = data.first().axes().getFirst();
    FieldWriter writer =
        FieldWriter.netcdf(out.path())
            .overwrite(out.replaces())
            .calendar(data.first().calendar())
            .attribute("source", input.file().toString())
            .attribute("history", "sciml pde predict " + place.path() + " " + input.file())
            .attribute("run", record.text())
            .axis(
                Axis.uniform(
                    time.name(),
                    time.kind(),
                    time.units(),
                    1,
                    time.coordinates()[from],
                    file.design().grid().dt()))
            .axes(data.first().spaceAxes())
            .unlimited(time.name());
    String[] axes = data.first().axes().stream().map(Axis::name).toArray(String[]::new);
    for (Field field : data.fields()) {
      writer.variable(field.name(), field.units(), DType.F64, axes);
    }
    long[] shape = data.first().shape();
    shape[0] = 1;
    double[] u = data.frame(from);
    int points = u.length / data.fields().size();
    try (FieldOutput output = writer.open();
        Tensor frame = Tensor.zeros(DType.F64, shape);
        ProgressLine progress = new ProgressLine("predicting", "steps");
        Stepper stepper =
            Stepper.of(
                step(file),
                file.parameters(),
                data.state(),
                CpuDevice.common(),
                UnstableStep.ALLOW)) {
      int done = 0;
      for (int n = 0; n <= steps; n++) {
        if (n > 0) {
          stepper.step(u, substeps);
        }
        if (!finite(u)) {
          break;
        }
        if (n > 0) {
          output.append(time.coordinates()[from] + n * file.design().grid().dt());
        }
        for (int k = 0; k < data.fields().size(); k++) {
          for (int i = 0; i < points; i++) {
            boolean isMissing = data.fields().get(k) instanceof MaskedField f && f.isUnknown(i);
            frame.setFlat(i, isMissing ? Double.NaN : u[k * points + i]);
          }
          output.write(data.fields().get(k).name(), at(n, shape), frame);
        }
        done = n;
        progress.show(n, steps);
      }
      output.commit();
      return done;
    }
  }

  private static Region at(int frame, long... shape) {
    long[] origin = new long[shape.length];
    origin[0] = frame;
    return new Region(origin, shape);
  }

  private static boolean finite(double... values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
