package org.sciml4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.model.UNetDesign;
import org.sciml4j.pde.model.VaryingPdeNetDesign;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.stepper.StepSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a trained step as C. */
@Command(
    name = "export",
    description =
        "Write a step of a trained model as a C function without dependencies, for one grid.",
    sortOptions = false)
final class PdeExportCommand implements Runnable {
  @Mixin private ModelPlace place;

  @Option(
      names = "--points",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "N,...",
      description =
          "Points of the grid along each axis of space. Default: those of the mask, or of"
              + " coefficients that vary; others need it.")
  private long[] points;

  @Option(
      names = "--dt",
      paramLabel = "DT",
      description = "Another time step than the data's; unet has no other.")
  private Double dt;

  @Option(
      names = "--name",
      defaultValue = "step",
      paramLabel = "NAME",
      description = "Name of the function: ${DEFAULT-VALUE}.")
  private String name;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "C file to write. Default: standard output.")
  private Path out;

  @Option(names = "--force", description = "Replace the file if it exists.")
  private boolean force;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (out != null) {
      OutputFile.requireNew(out, force);
      OutputFile.requireApart(out, "MODEL", place.file());
    }
    try (StepModel model = place.open()) {
      requireKnown(model);
      TimeStep step = step(model);
      TensorType state = state(model);
      String text = StepSource.c(step, model.parameters(), state, name);
      StableStep.of(model, state.shape())
          .flatMap(stable -> stable.warning(step.dt()))
          .ifPresent(spec.commandLine().getErr()::println);
      print(text);
    }
  }

  private void requireKnown(StepModel model) {
    if (model.mask().isPresent()
        && Arrays.stream(model.mask().get().toDoubles()).anyMatch(Double::isNaN)) {
      throw new InvalidInputException(
          "MODEL",
          "of fields with missing values behind their mask",
          "one of fields that are known everywhere",
          "fill in what stands on land and train again, or step by pde predict or from Java");
    }
  }

  private TimeStep step(StepModel model) {
    if (dt == null) {
      return model.step();
    }
    if (model.design() instanceof UNetDesign) {
      throw new InvalidInputException(
          "--dt", dt, "none, since unet maps frame to frame", "leave it out");
    }
    if (!(dt > 0 && dt < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("--dt", dt, "a number above 0", "correct it");
    }
    return model.step().dt(dt);
  }

  /** {@code [variables, space...]} in the precision of the model. */
  private TensorType state(StepModel model) {
    long[] own = own(model).orElse(points);
    if (own == null || own.length != model.design().grid().dims()) {
      throw new InvalidInputException(
          "--points",
          own == null ? "missing" : Arrays.toString(own),
          "one number for each of the " + model.design().grid().dims() + " axes of space",
          "give those of your grid, for example --points 128,64");
    }
    if (points != null && !Arrays.equals(points, own)) {
      throw new InvalidInputException(
          "--points",
          Arrays.toString(points),
          Arrays.toString(own) + ", which the model has numbers for",
          "leave it out");
    }
    if (LongStream.of(own).anyMatch(n -> n < 1)) {
      throw new InvalidInputException(
          "--points", Arrays.toString(own), "1 or more along each axis", "correct them");
    }
    DType dtype = model.parameters().get(model.parameters().names().getFirst()).dtype();
    long variables = model.design().grid().variables().size();
    return new TensorType(
        dtype, LongStream.concat(LongStream.of(variables), LongStream.of(own)).toArray());
  }

  /** The grid of a model that is made for one only. */
  private static Optional<long[]> own(StepModel model) {
    StepDesign design = model.design();
    return design instanceof VaryingPdeNetDesign net
        ? Optional.of(net.axes().stream().mapToLong(Axis::size).toArray())
        : model.mask().map(mask -> mask.shape());
  }

  private void print(String text) {
    PrintWriter print = spec.commandLine().getOut();
    if (out == null) {
      print.print(text);
      print.flush();
      return;
    }
    OutputFile.writeOut(out, text);
    print.println("wrote " + out);
  }
}
