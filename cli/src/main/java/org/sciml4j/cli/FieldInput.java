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
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(
          "INPUT", "'" + path + "'", "a NetCDF, HDF5, npy or npz file", "check the name");
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    boolean npy = name.endsWith(".npy");
    if (npy || name.endsWith(".npz")) {
      Map<String, Tensor> arrays = npy ? npy(path, variables) : Npz.read(path);
      List<Field> fields = variables.stream().map(v -> field(path, arrays, v, axes, time)).toList();
      return new FieldInput(fields, () -> arrays.values().forEach(Tensor::close));
    }
    if (!axes.isEmpty()) {
      throw new InvalidInputException(
          "--axes",
          String.join(",", axes),
          "an npy or npz file, whose axes have no names",
          "leave it out");
    }
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
      Path path, Map<String, Tensor> arrays, String name, List<String> names, String time) {
    Tensor values = arrays.get(name);
    if (values == null) {
      throw new InvalidInputException(
          "--variables",
          "'" + name + "'",
          "an array of '" + path + "': " + String.join(", ", new TreeMap<>(arrays).keySet()),
          "name one of these");
    }
    int space = values.rank() - 1;
    if (space < 1 || space > USUAL_AXES.size()) {
      throw new InvalidInputException(
          "array " + name,
          "of shape " + Arrays.toString(values.shape()),
          "an axis of time and one to three of space",
          "reshape it");
    }
    List<String> axes = new ArrayList<>(names);
    if (names.isEmpty()) {
      axes.add(time == null ? "t" : time);
      axes.addAll(USUAL_AXES.subList(USUAL_AXES.size() - space, USUAL_AXES.size()));
    }
    if (axes.size() != values.rank()) {
      throw new InvalidInputException(
          "--axes",
          String.join(",", axes),
          "a name for each axis of " + name + ", of shape " + Arrays.toString(values.shape()),
          "name them slowest first");
    }
    List<Axis> found = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      found.add(axis(arrays, axes.get(axis), values, axis));
    }
    return new TensorField(name, "", found, values);
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
