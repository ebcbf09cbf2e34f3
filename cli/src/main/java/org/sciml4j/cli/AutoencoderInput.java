package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.Npy;
import org.sciml4j.io.Npz;
import org.sciml4j.sindy.autoencoder.FieldSamples;
import org.sciml4j.sindy.formulation.StrongForm;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The samples of an autoencoder: a variable over runs, time and space. */
final class AutoencoderInput {
  private static final List<String> USUAL_TIMES = List.of("t", "time", "Time");

  @Parameters(
      paramLabel = "INPUT",
      description =
          "npy, npz or NetCDF file of a variable over [runs...,] time and space."
              + " Frames with missing values are left out.")
  private Path input;

  @Option(
      names = "--variable",
      paramLabel = "VAR",
      description = "Variable of a NetCDF or npz file. Default: the first of two axes or more.")
  private String variable;

  @Option(
      names = "--derivatives",
      split = ",",
      paramLabel = "VAR",
      description = "Variables that hold its first and perhaps its second derivative by time.")
  private List<String> derivatives = List.of();

  @Option(
      names = "--differentiate",
      defaultValue = "fd:4",
      paramLabel = "METHOD",
      description =
          "How to find derivatives otherwise: fd:ACCURACY, savgol:WINDOW:DEGREE, spline[:LAMBDA],"
              + " spectral, tv:ALPHA, trend:ALPHA. Default: ${DEFAULT-VALUE}.")
  private String differentiate;

  @Option(
      names = "--time",
      paramLabel = "VAR",
      description = "Time axis of a NetCDF file, or times in an npz file. Default: t or time.")
  private String time;

  @Option(names = "--dt", paramLabel = "STEP", description = "Time between frames instead.")
  private Double timeStep;

  @Option(
      names = "--time-axis",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Number of the time axis of npy and npz arrays, from 0: ${DEFAULT-VALUE}."
              + " Axes before it are independent runs.")
  private int timeAxis;

  Path path() {
    return input;
  }

  FieldSamples read(int order, DType dtype) {
    if (!derivatives.isEmpty() && derivatives.size() != order) {
      throw new InvalidInputException(
          "--derivatives",
          derivatives.size() + " of them",
          order + " for --order " + order,
          "name the derivatives up to the order, or none");
    }
    Map<String, TensorField> fields = fields();
    try {
      TensorField field = fields.values().iterator().next();
      requireVariation(field);
      return derivatives.isEmpty()
          ? FieldSamples.of(field, method(order).differentiation(), order, dtype)
          : FieldSamples.of(field, derivatives.stream().<Field>map(fields::get).toList(), dtype);
    } finally {
      fields.values().forEach(field -> field.tensor().close());
    }
  }

  private StrongForm method(int order) {
    if (FormulationSyntax.parse(differentiate, order) instanceof StrongForm strong) {
      return strong;
    }
    throw new InvalidInputException(
        "--differentiate", "'" + differentiate + "'", "a derivative", "choose for example fd:4");
  }

  private static void requireVariation(TensorField field) {
    Tensor values = field.tensor();
    double first = values.count() == 0 ? Double.NaN : values.getFlat(0);
    for (long i = 1; i < values.count(); i++) {
      if (values.getFlat(i) != first && !Double.isNaN(values.getFlat(i))) {
        return;
      }
    }
    throw new InvalidInputException(
        "variable '" + field.name() + "'", "constant", "one that varies", "choose another");
  }

  /** The variable first, then its derivatives. */
  private Map<String, TensorField> fields() {
    if (!input.toFile().isFile()) {
      throw new InvalidInputException(
          "INPUT", "'" + input + "'", "an npy, npz or NetCDF file", "check the name");
    }
    String name = input.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      if (variable != null || !derivatives.isEmpty()) {
        throw new InvalidInputException(
            "--variable or --derivatives",
            "given for an npy file",
            "an npz or NetCDF file, which have names",
            "leave them out");
      }
      Tensor values = Npy.read(input);
      return Map.of("x", field("x", values, times(values, null)));
    }
    return name.endsWith(".npz") ? npz() : netcdf();
  }

  private Map<String, TensorField> npz() {
    Map<String, Tensor> arrays = Npz.read(input);
    Map<String, TensorField> fields = new LinkedHashMap<>();
    try {
      Tensor given =
          time != null
              ? require(arrays, "--time", time)
              : USUAL_TIMES.stream()
                  .map(arrays::get)
                  .filter(one -> one != null && one.rank() == 1)
                  .findFirst()
                  .orElse(null);
      List<String> names = new ArrayList<>();
      names.add(
          variable != null
              ? variable
              : arrays.entrySet().stream()
                  .filter(entry -> entry.getValue().rank() > 1)
                  .map(Map.Entry::getKey)
                  .findFirst()
                  .orElseThrow(() -> noVariable(arrays.keySet())));
      names.addAll(derivatives);
      for (String one : names) {
        Tensor values = require(arrays, "--variable or --derivatives", one);
        fields.put(one, field(one, values, times(values, given)));
      }
      arrays.keySet().removeAll(fields.keySet());
      return fields;
    } finally {
      arrays.values().forEach(Tensor::close);
    }
  }

  private static Tensor require(Map<String, Tensor> arrays, String option, String name) {
    Tensor found = arrays.get(name);
    if (found == null) {
      throw new InvalidInputException(
          option, "'" + name + "'", "one of " + arrays.keySet(), "correct the name");
    }
    return found;
  }

  private InvalidInputException noVariable(Iterable<String> names) {
    return new InvalidInputException(
        "INPUT",
        "'" + input + "' with " + String.join(", ", names),
        "a variable over time and space",
        "name one with --variable");
  }

  private double[] times(Tensor values, Tensor given) {
    if (timeAxis < 0 || timeAxis >= values.rank()) {
      throw new InvalidInputException(
          "--time-axis",
          timeAxis,
          "0 to " + (values.rank() - 1) + " for shape " + Arrays.toString(values.shape()),
          "count axes from 0");
    }
    int count = Math.toIntExact(values.size(timeAxis));
    if (timeStep == null && given == null) {
      throw new InvalidInputException(
          "--dt", "missing", "the time between frames", "give it, or times in an npz file");
    }
    if (timeStep != null) {
      return steps(count);
    }
    double[] times = given.toDoubles();
    if (times.length != count) {
      throw new InvalidInputException(
          "times",
          times.length + " of them",
          count + ", as frames along axis " + timeAxis + " of " + Arrays.toString(values.shape()),
          "name the time axis with --time-axis");
    }
    return times;
  }

  private double[] steps(int count) {
    if (!(timeStep > 0) || Double.isInfinite(timeStep)) {
      throw new InvalidInputException(
          "--dt", timeStep, "a positive number", "give the time between two frames");
    }
    return IntStream.range(0, count).mapToDouble(i -> i * timeStep).toArray();
  }

  private TensorField field(String name, Tensor values, double[] times) {
    List<Axis> axes = new ArrayList<>();
    int space = values.rank() - timeAxis - 1;
    for (int k = 0; k < values.rank(); k++) {
      int own = k < timeAxis ? k : k - timeAxis - 1;
      String kind = k < timeAxis ? "run" : "x";
      boolean isAlone = (k < timeAxis ? timeAxis : space) == 1;
      axes.add(
          k == timeAxis
              ? new Axis("time", AxisKind.TIME, "", times)
              : Axis.numbered(isAlone ? kind : kind + (own + 1), AxisKind.OTHER, values.size(k)));
    }
    return new TensorField(name, "", axes, values);
  }

  private Map<String, TensorField> netcdf() {
    Map<String, TensorField> fields = new LinkedHashMap<>();
    try (FieldFile file = FieldFile.open(input)) {
      List<String> names = new ArrayList<>();
      names.add(
          variable != null
              ? variable
              : file.fieldNames().stream()
                  .filter(name -> file.field(name).axes().size() > 1)
                  .findFirst()
                  .orElseThrow(() -> noVariable(file.fieldNames())));
      names.addAll(derivatives);
      for (String name : names) {
        Field field = file.field(name);
        List<Axis> axes = axes(field);
        fields.put(name, new TensorField(field.name(), field.units(), axes, field.read()));
      }
      return fields;
    } catch (RuntimeException failure) {
      fields.values().forEach(field -> field.tensor().close());
      throw failure;
    }
  }

  /** With the time axis that was named, at the times that were given. */
  private List<Axis> axes(Field field) {
    List<Axis> axes = new ArrayList<>();
    for (Axis axis : field.axes()) {
      boolean isTime = time == null ? axis.kind() == AxisKind.TIME : axis.name().equals(time);
      AxisKind other = axis.kind() == AxisKind.TIME ? AxisKind.OTHER : axis.kind();
      axes.add(
          new Axis(
              axis.name(),
              isTime ? AxisKind.TIME : other,
              axis.units(),
              isTime && timeStep != null ? steps(axis.size()) : axis.coordinates()));
    }
    if (axes.stream().noneMatch(axis -> axis.kind() == AxisKind.TIME)) {
      throw new InvalidInputException(
          "--time",
          time == null ? "missing" : "'" + time + "'",
          "one of " + field.axes().stream().map(Axis::name).toList(),
          "name the time axis of '" + field.name() + "'");
    }
    return axes;
  }
}
