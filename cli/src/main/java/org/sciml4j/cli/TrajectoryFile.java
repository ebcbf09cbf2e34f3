package org.sciml4j.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.Csv;
import org.sciml4j.io.CsvTable;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.Npy;
import org.sciml4j.io.Npz;

/**
 * The columns of a CSV, npy, npz or NetCDF file by name.
 *
 * @param path of the file
 * @param columns of the same length
 */
record TrajectoryFile(Path path, Map<String, double[]> columns) {
  /**
   * Reads a file by the ending of its name; others than csv, npy and npz are read as NetCDF.
   *
   * @param wanted names of columns: of a NetCDF file these are read, of an npy file they name all
   *     columns in order
   */
  static TrajectoryFile read(Path path, List<String> wanted) {
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(
          "INPUT", "'" + path + "'", "a CSV, npy, npz or NetCDF file", "check the name");
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    Map<String, double[]> columns;
    if (name.endsWith(".csv") || name.endsWith(".txt") || name.endsWith(".tsv")) {
      columns = csv(name.endsWith(".tsv") ? Csv.file(path).delimiter('\t') : Csv.file(path));
    } else if (name.endsWith(".npy")) {
      columns = npy(path, wanted);
    } else if (name.endsWith(".npz")) {
      columns = npz(path);
    } else {
      columns = netcdf(path, wanted);
    }
    return new TrajectoryFile(path, columns);
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  double[] column(String option, String name) {
    double[] column = columns.get(name);
    if (column == null) {
      throw new InvalidInputException(
          option,
          "'" + name + "'",
          "a column of '" + path + "': " + String.join(", ", columns.keySet()),
          "name one of these");
    }
    return column;
  }

  private static Map<String, double[]> csv(Csv file) {
    try (CsvTable table = file.read()) {
      Map<String, double[]> columns = new LinkedHashMap<>();
      table.names().forEach(name -> columns.put(name, table.column(name)));
      return columns;
    }
  }

  private static Map<String, double[]> npy(Path path, List<String> names) {
    try (Tensor table = Npy.read(path)) {
      if (table.rank() != 2) {
        throw new InvalidInputException(
            "INPUT '" + path + "'",
            "an array of " + table.rank() + " axes",
            "two axes, time and column",
            "reshape it to [times, columns]");
      }
      int rows = Math.toIntExact(table.size(0));
      int count = Math.toIntExact(table.size(1));
      if (names.size() != count) {
        throw new InvalidInputException(
            "--variables",
            names.size() + " names with --control and --time",
            "one for each of the " + count + " columns of '" + path + "'",
            "name them in order: variables, controls, time");
      }
      double[] flat = table.toDoubles();
      Map<String, double[]> columns = new LinkedHashMap<>();
      for (int column = 0; column < count; column++) {
        int from = column;
        columns.put(
            names.get(column),
            IntStream.range(0, rows).mapToDouble(row -> flat[row * count + from]).toArray());
      }
      return columns;
    }
  }

  private static Map<String, double[]> npz(Path path) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    Npz.read(path)
        .forEach(
            (name, values) -> {
              if (values.rank() == 1) {
                columns.put(name, values.toDoubles());
              }
              values.close();
            });
    return columns;
  }

  private static Map<String, double[]> netcdf(Path path, List<String> wanted) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    try (FieldFile file = FieldFile.open(path)) {
      for (String name : wanted) {
        if (!file.fieldNames().contains(name)) {
          continue;
        }
        Field field = withoutSingleAxes(file.field(name));
        if (field.axes().size() != 1) {
          throw new InvalidInputException(
              "'" + name + "' of '" + new File(path.toString()).getName() + "'",
              "a field over " + field.axes().size() + " axes",
              "a variable over time alone",
              "reduce fields to amplitudes of modes with --pod, or use sciml sindy pde");
        }
        try (Tensor values = field.read()) {
          columns.put(name, values.toDoubles());
        }
        Axis axis = field.axes().getFirst();
        columns.putIfAbsent(axis.name(), axis.coordinates());
        if (axis.kind() == AxisKind.TIME) {
          columns.putIfAbsent("time", axis.coordinates());
        }
      }
    }
    return columns;
  }

  /** Without axes of one point, such as the only station. */
  private static Field withoutSingleAxes(Field field) {
    Field series = field;
    for (Axis axis : field.axes()) {
      if (axis.size() == 1 && series.axes().size() > 1) {
        series = series.select(axis.name(), 0);
      }
    }
    return series;
  }
}
