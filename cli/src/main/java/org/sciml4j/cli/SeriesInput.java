package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.tensor.Tensor;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file of frames that a command on time steps works on. */
final class SeriesInput {
  @Parameters(paramLabel = "INPUT", description = "NetCDF, HDF5 or npz file with coordinates.")
  private Path file;

  @Option(
      names = "--slice",
      paramLabel = "AXIS=A:B",
      description = "Points of an axis to use, as in Python; repeatable.")
  private List<String> slices = List.of();

  @Option(
      names = "--dt",
      paramLabel = "STEP",
      description = "Time between frames. Default: the file's coordinates.")
  private Double dt;

  @Option(
      names = "--spacing",
      split = ",",
      paramLabel = "AXIS=STEP",
      description =
          "Distances of neighbouring points. Default: the file's coordinates. Axes of arrays without"
              + " names are t and x; y, x; or z, y, x.")
  private Map<String, Double> spacing = Map.of();

  Path file() {
    return file;
  }

  /** The file's name without its ending. */
  String name() {
    return stem(file);
  }

  /** A file's name without its ending. */
  static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
  }

  FieldSeries open(List<String> variables) {
    return FieldSeries.open(
        file, variables, field -> Slice.all(UniformField.of(field, dt, spacing), slices));
  }

  /**
   * The mask in a variable of the file, {@code [space...]}: 1 where fields change, 0 or missing at
   * obstacles and on land; the caller's.
   *
   * @param data of the file
   */
  Tensor mask(String variable, FieldSeries data) {
    try (FieldInput input = FieldInput.open(file, List.of(variable), List.of(), null)) {
      Field field = input.fields().getFirst();
      List<String> names = field.axes().stream().map(Axis::name).toList();
      Field part =
          Slice.all(
              field,
              slices.stream().filter(slice -> names.contains(Slice.parse(slice).axis())).toList());
      long[] space = data.first().spaceAxes().stream().mapToLong(Axis::size).toArray();
      long[] found = part.shape();
      long[] last =
          Arrays.copyOfRange(found, Math.max(0, found.length - space.length), found.length);
      if (!Arrays.equals(last, space) || found.length > space.length + 1) {
        throw new InvalidInputException(
            "--mask",
            "'" + variable + "' of shape " + Arrays.toString(found),
            "the points of the fields, " + Arrays.toString(space),
            "name a variable on their axes");
      }
      try (Tensor all = part.read()) {
        double[] numbers = Arrays.copyOf(all.toDoubles(), (int) data.points());
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Double.isNaN(numbers[i]) ? 0 : numbers[i];
        }
        return Tensor.of(numbers, space);
      }
    }
  }

  /** What else than the file says which frames are read. */
  String selection() {
    return slices + ", dt " + dt + ", spacing " + spacing;
  }
}
