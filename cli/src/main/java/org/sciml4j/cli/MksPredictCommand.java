package org.sciml4j.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.operators.mks.InfluenceKernels;
import org.sciml4j.operators.mks.ResponseKernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts responses of microstructures by influence kernels. */
@Command(
    name = "predict",
    description = {
      "Predict responses of microstructures by influence kernels and write them as NetCDF.",
      "Where INPUT holds the responses too, prints how far the predictions are from them. On a"
          + " larger domain than they were fitted on, kernels are zero at the larger distances."
    },
    sortOptions = false)
final class MksPredictCommand implements Runnable {
  private static final double SAME_SPACING = 1e-4;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "Folder that mks fit has written, or the file of kernels in it.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      description = "NetCDF, HDF5, npy or npz file with the local states.")
  private Path input;

  @Option(
      names = "--microstructure",
      paramLabel = "VAR",
      description = "Local states in INPUT. Default: the name they had in the fit.")
  private String microstructure;

  @Option(
      names = "--samples",
      paramLabel = "A:B",
      description = "Samples to use, as in Python. Default: all.")
  private String samples;

  @Mixin private FileOptions out;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    out.requireNew();
    OutputFile.requireApart(out.path(), "INPUT", input);
    OutputFile.requireApart(out.path(), "KERNELS", modelFile());
    InfluenceKernels kernels = InfluenceKernels.read(modelFile());
    PrintWriter print = spec.commandLine().getOut();
    try (ProgressLine progress = new ProgressLine("predicting", "samples");
        SampleFields files = new SampleFields(input, samples, progress)) {
      List<String> names = FieldPlace.names(input);
      List<String> responses = kernels.responses().stream().map(ResponseKernels::name).toList();
      Field field = files.states(microstructure, kernels.microstructure(), responses);
      InfluenceKernels onDomain = fitted(kernels, field, print);
      LocalizationRun run = new LocalizationRun(onDomain.localization(), field);
      try (RunRecord record = RunRecord.start(spec, List.of(input, modelFile()))) {
        write(run, field, onDomain, record);
      }
      if (names.containsAll(responses)) {
        List<Field> data = responses.stream().map(files::named).toList();
        if (data.stream().allMatch(one -> Arrays.equals(one.shape(), field.shape()))) {
          List<PredictionScore> scores = run.scores(data);
          for (int i = 0; i < scores.size(); i++) {
            scores.get(i).print(responses.get(i), data.get(i).units(), print);
          }
        }
      }
      print.println("wrote " + String.join(", ", responses) + " to " + out.path());
      print.flush();
    }
  }

  private Path modelFile() {
    return Files.isDirectory(model) ? model.resolve(MksFitCommand.FILE_NAME) : model;
  }

  /** The kernels on the domain of the field. */
  private static InfluenceKernels fitted(InfluenceKernels kernels, Field field, PrintWriter print) {
    int dims = kernels.axes().size();
    List<Axis> axes = field.axes();
    int extra = axes.size() - dims;
    if (extra < 0 || extra > 1) {
      throw new InvalidInputException(
          "microstructure '" + field.name() + "'",
          "on the axes " + axes,
          "an axis of samples and the " + dims + " axes of the kernels",
          "give fields of as many dimensions as the kernels were fitted on");
    }
    int[] shape = new int[dims];
    for (int i = 0; i < dims; i++) {
      Axis axis = axes.get(extra + i);
      double spacing = kernels.axes().get(i).spacing();
      if (!(Math.abs(axis.spacing() - spacing) <= SAME_SPACING * Math.abs(spacing))) {
        throw new InvalidInputException(
            "spacing along " + axis.name(),
            axis.spacing(),
            Decimal.of(spacing) + ", that of the kernels",
            "interpolate the field to that spacing, or fit kernels to fields of this one");
      }
      shape[i] = axis.size();
    }
    if (Arrays.equals(shape, kernels.shape())) {
      return kernels;
    }
    InfluenceKernels resized = kernels.resized(shape);
    print.println(
        "kernels of "
            + Arrays.toString(kernels.shape())
            + " points, zero beyond on the domain of "
            + Arrays.toString(shape));
    return resized;
  }

  private void write(LocalizationRun run, Field field, InfluenceKernels kernels, RunRecord record) {
    FieldWriter writer =
        FieldWriter.netcdf(out.path())
            .overwrite(out.replaces())
            .attribute("source", input.toString())
            .attribute("history", "sciml mks predict " + model + " " + input)
            .attribute("run", record.text())
            .axesOf(field);
    String[] axes = field.axes().stream().map(Axis::name).toArray(String[]::new);
    List<String> names = new ArrayList<>();
    for (ResponseKernels response : kernels.responses()) {
      names.add(response.name());
      writer
          .variable(response.name(), response.units(), DType.F64, axes)
          .attribute(response.name(), "long_name", "predicted from " + field.name());
    }
    if (field.axes().getFirst().kind() == AxisKind.TIME) {
      writer.unlimited(axes[0]);
    }
    try (FieldOutput output = writer.open()) {
      run.forEachBatch(
          (region, predicted) -> {
            for (int i = 0; i < names.size(); i++) {
              output.write(names.get(i), region, predicted.get(i));
            }
          });
      output.commit();
    }
  }
}
