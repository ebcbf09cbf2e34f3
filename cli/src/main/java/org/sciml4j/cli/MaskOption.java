package org.sciml4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import picocli.CommandLine.Option;

/** Where fields change and where they stay. */
final class MaskOption {
  @Option(
      names = "--mask",
      paramLabel = "VAR",
      description =
          "Variable of INPUT, file of one field, or FILE:VAR: 1 where fields change, 0 or missing at"
              + " obstacles and on land.")
  private String text;

  /**
   * The mask at the points that are used, {@code [space...]}, 0 where it is missing; the caller's.
   *
   * @param input the file of the fields
   * @param sampling which of its points are used
   * @param data the fields
   */
  Optional<Tensor> read(Path input, AxisOptions sampling, FieldSeries data) {
    if (text == null) {
      return Optional.empty();
    }
    FieldPlace place = FieldPlace.find(text, input);
    Field whole = data.input().fields().getFirst();
    List<String> used = names(data.first().spaceAxes());
    try (FieldInput file =
        FieldInput.open(
            place.file(),
            List.of(place.variable()),
            (name, shape) -> axes(name, whole, used, shape))) {
      Field mask = file.fields().getFirst();
      requireOn(whole, mask.name(), names(mask.axes()), mask.shape());
      Field part = sampling.slicedWherePossible(mask);
      List<Axis> axes = part.axes();
      boolean isInTime = axes.size() == used.size() + 1;
      if (!names(axes.subList(isInTime ? 1 : 0, axes.size())).equals(used)) {
        throw wrong(part.name(), "on the axes " + names(axes), "the axes " + used);
      }
      return Optional.of(Tensor.of(numbers(part, isInTime), sizes(data.first().spaceAxes())));
    }
  }

  private static List<String> names(List<Axis> axes) {
    return axes.stream().map(Axis::name).toList();
  }

  private static long[] sizes(List<Axis> axes) {
    return axes.stream().mapToLong(Axis::size).toArray();
  }

  /** Arrays have the axes of the fields, with or without time, or those that slices leave. */
  private static List<String> axes(String name, Field whole, List<String> used, long... shape) {
    int rank = shape.length;
    List<String> axes =
        rank == used.size()
            ? used
            : names(rank == whole.axes().size() ? whole.axes() : whole.spaceAxes());
    if (rank != axes.size()) {
      throw otherShape(whole, name, shape);
    }
    requireOn(whole, name, axes, shape);
    return axes;
  }

  /** Before slices are taken, which would be of other points otherwise. */
  private static void requireOn(Field whole, String name, List<String> axes, long... shape) {
    for (Axis axis : whole.axes()) {
      int place = axes.indexOf(axis.name());
      if (place >= 0 && shape[place] != axis.size()) {
        throw otherShape(whole, name, shape);
      }
    }
  }

  private static InvalidInputException otherShape(Field whole, String name, long... shape) {
    return wrong(
        name,
        "of shape " + Arrays.toString(shape),
        "the points of the fields, "
            + Arrays.toString(sizes(whole.spaceAxes()))
            + " along "
            + names(whole.spaceAxes()));
  }

  private static double[] numbers(Field mask, boolean isInTime) {
    double[] numbers = frame(mask, isInTime, 0);
    if (Arrays.stream(numbers).allMatch(x -> x == 0)) {
      throw wrong(mask.name(), "0 at all points", "1 at some");
    }
    int frames = isInTime ? mask.axes().getFirst().size() : 1;
    for (int number = 1; number < frames; number++) {
      if (!Arrays.equals(numbers, frame(mask, true, number))) {
        throw wrong(
            mask.name(), "another in frame " + number + " than in frame 0", "one for all frames");
      }
    }
    return numbers;
  }

  private static double[] frame(Field mask, boolean isInTime, int number) {
    long[] shape = mask.shape();
    long[] origin = new long[shape.length];
    if (isInTime) {
      origin[0] = number;
      shape[0] = 1;
    }
    try (Tensor values = Tensor.zeros(DType.F64, shape)) {
      mask.read(new Region(origin, shape), values);
      double[] numbers =
          Arrays.stream(values.toDoubles()).map(x -> Double.isNaN(x) ? 0 : x).toArray();
      for (double x : numbers) {
        if (x != 0 && x != 1) {
          throw wrong(mask.name(), "with " + x, "0 or 1 at every point");
        }
      }
      return numbers;
    }
  }

  private static InvalidInputException wrong(String name, String is, String expected) {
    return new InvalidInputException(
        "--mask",
        "'" + name + "' " + is,
        expected,
        "give one on the grid of the fields, 1 where they change");
  }

  /** The file of the fields, and that of the mask where it is another. */
  List<Path> paths(Path input) {
    return text == null
        ? List.of(input)
        : Stream.of(input, FieldPlace.find(text, input).file()).distinct().toList();
  }

  /** What tells this mask from others, its file by size and time. */
  String described(Path input) throws IOException {
    if (text == null) {
      return "none";
    }
    Path file = FieldPlace.find(text, input).file();
    return text + ", " + Files.size(file) + " bytes of " + Files.getLastModifiedTime(file);
  }
}
