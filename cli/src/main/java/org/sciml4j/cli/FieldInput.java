package org.sciml4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.Npy;
import org.sciml4j.io.Npz;

/**
 * Fields of a NetCDF, HDF5, npy or npz file, open until closed.
 *
 * @param fields in the order asked for
 * @param resource what to close in the end
 */
record FieldInput(List<Field> fields, AutoCloseable resource) implements AutoCloseable {
  private static final List<String> USUAL_AXES = List.of("z", "y", "x");

  /**
   * Opens a file by the ending of its name; others than npy and npz are read as NetCDF.
   *
   * @param axes names of the axes of arrays, slowest first; where empty t and then x, y x or z y x
   * @param time name of the axis of time; null for the usual
   */
  static FieldInput open(Path path, List<String> variables, List<String> axes, String time) {
    if (!axes.isEmpty() && !isOfArrays(path)) {
      throw new InvalidInputException(
          "--axes",
          String.join(",", axes),
          "an npy or npz file, whose axes have no names",
          "leave it out");
    }
    return open(path, variables, (name, shape) -> axes(name, shape, axes, time));
  }

  /** Names the axes of an array, slowest first, by its name and shape. */
  @FunctionalInterface
  interface AxisNaming {
    List<String> of(String name, long... shape);
  }

  /** As {@link #open(Path, List, List, String)}, with names for the axes of arrays. */
  static FieldInput open(Path path, List<String> variables, AxisNaming naming) {
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(
          "INPUT", "'" + path + "'", "a NetCDF, HDF5, npy or npz file", "check the name");
    }
    return isOfArrays(path) ? arrays(path, variables, naming) : file(path, variables);
  }

  private static boolean isOfArrays(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".npy") || name.endsWith(".npz");
  }

  private static FieldInput file(Path path, List<String> variables) {
    FieldFile file = FieldFile.open(path);
    try {
      List<Field> fields = new ArrayList<>();
      variables.forEach(variable -> fields.add(file.field(variable)));
      return new FieldInput(List.copyOf(fields), file);
    } catch (RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  private static FieldInput arrays(Path path, List<String> variables, AxisNaming naming) {
    boolean npy = path.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    Map<String, Tensor> arrays = npy ? npy(path, variables) : Npz.read(path);
    try {
      List<Field> fields = variables.stream().map(v -> field(path, arrays, v, naming)).toList();
      return new FieldInput(fields, () -> arrays.values().forEach(Tensor::close));
    } catch (RuntimeException failure) {
      arrays.values().forEach(Tensor::close);
      throw failure;
    }
  }

  private static Map<String, Tensor> npy(Path path, List<String> variables) {
    if (variables.size() != 1) {
      throw new InvalidInputException(
          "--variables",
          variables.size() + " names",
          "one for the array of '" + path + "'",
          "put several fields into an npz file");
    }
    return Map.of(variables.getFirst(), Npy.read(path));
  }

  private static Field field(
      Path path, Map<String, Tensor> arrays, String name, AxisNaming naming) {
    Tensor values = arrays.get(name);
    if (values == null) {
      throw new InvalidInputException(
          "--variables",
          "'" + name + "'",
          "an array of '" + path + "': " + String.join(", ", new TreeMap<>(arrays).keySet()),
          "name one of these");
    }
    List<String> axes = naming.of(name, values.shape());
    if (axes.size() != values.rank()) {
      throw new InvalidInputException(
          "array " + name,
          "of shape " + Arrays.toString(values.shape()),
          "the axes " + String.join(", ", axes),
          "name them slowest first");
    }
    List<Axis> found = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      found.add(axis(arrays, axes.get(axis), values, axis));
    }
    return new TensorField(name, "", found, values);
  }

  private static List<String> axes(String name, long[] shape, List<String> names, String time) {
    int space = shape.length - 1;
    if (space < 1 || space > USUAL_AXES.size()) {
      throw new InvalidInputException(
          "array " + name,
          "of shape " + Arrays.toString(shape),
          "an axis of time and one to three of space",
          "reshape it");
    }
    if (!names.isEmpty() && names.size() != shape.length) {
      throw new InvalidInputException(
          "--axes",
          String.join(",", names),
          "a name for each axis of " + name + ", of shape " + Arrays.toString(shape),
          "name them slowest first");
    }
    if (!names.isEmpty()) {
      return names;
    }
    List<String> usual = new ArrayList<>();
    usual.add(time == null ? "t" : time);
    usual.addAll(USUAL_AXES.subList(USUAL_AXES.size() - space, USUAL_AXES.size()));
    return usual;
  }

  /** An axis with the coordinates of the array of its name; NaN where there is none. */
  private static Axis axis(Map<String, Tensor> arrays, String name, Tensor field, int position) {
    Map<String, AxisKind> kinds = new LinkedHashMap<>();
    kinds.put("t", AxisKind.TIME);
    kinds.put("time", AxisKind.TIME);
    kinds.put("x", AxisKind.X);
    kinds.put("y", AxisKind.Y);
    kinds.put("z", AxisKind.Z);
    long size = field.size(position);
    Tensor coordinates = arrays.get(name);
    double[] points;
    if (coordinates == null || coordinates == field) {
      points = new double[Math.toIntExact(size)];
      Arrays.fill(points, Double.NaN);
    } else {
      points = coordinates.toDoubles();
    }
    if (points.length != size) {
      throw new InvalidInputException(
          "array " + name,
          points.length + " numbers",
          size + ", the coordinates of axis " + (position + 1) + " of the field",
          "name the axes in their order with --axes, slowest first");
    }
    return new Axis(name, kinds.getOrDefault(name, AxisKind.OTHER), "", points);
  }

  @Override
  public void close() {
    try {
      resource.close();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception impossible) {
      throw new IllegalStateException("neither files nor tensors throw these", impossible);
    }
  }
}
