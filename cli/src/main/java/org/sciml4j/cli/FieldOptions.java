package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The fields a command works on, and their grid. */
final class FieldOptions {
  private static final List<String> USUAL_TIMES = List.of("t", "time");
  private static final List<String> LETTERS = List.of("x", "y", "z");
  private static final int MOST_AXES = 3;

  @Parameters(paramLabel = "INPUT", description = "NetCDF, HDF5, npy or npz file.")
  private Path file;

  @Option(
      names = "--variables",
      required = true,
      split = ",",
      paramLabel = "VAR",
      description = "Fields to find equations for, on one grid; the name of an npy file's array.")
  private List<String> variables;

  @Option(
      names = "--time",
      paramLabel = "AXIS",
      description = "Axis of time. Default: what the file says, or t or time.")
  private String time;

  @Option(
      names = "--axes",
      split = ",",
      paramLabel = "AXIS",
      description =
          "Axes of npy and npz arrays, slowest first. Default: t, then x, y,x or z,y,x. Arrays of"
              + " these names in an npz file are their coordinates.")
  private List<String> axes = List.of();

  @Option(
      names = "--periodic",
      split = ",",
      paramLabel = "AXIS",
      description = "Axes on which the first point follows the last; all for all.")
  private List<String> periodic = List.of();

  @Mixin private AxisOptions sampling;

  GridSource open(boolean hasGaps) {
    FieldInput input = FieldInput.open(file, variables, axes, time);
    try {
      List<Field> fields = input.fields().stream().map(this::reduced).toList();
      requireSameAxes(fields);
      List<Axis> found = fields.getFirst().axes();
      int timeAxis = timeAxis(fields.getFirst(), time);
      List<Axis> inSpace = new ArrayList<>(found);
      inSpace.remove(timeAxis);
      if (inSpace.isEmpty() || inSpace.size() > MOST_AXES) {
        throw new InvalidInputException(
            "field " + variables.getFirst(),
            "over " + inSpace.size() + " axes besides time",
            "one to three axes of space",
            inSpace.isEmpty()
                ? "use sciml sindy ode for series in time"
                : "choose a point of the others with --slice AXIS=INDEX");
      }
      List<String> letters = letters(inSpace);
      requireKnown("--spacing", sampling.named(), inSpace, letters);
      requireKnown("--periodic", periodic, inSpace, letters);
      List<GridAxis> space =
          IntStream.range(0, inSpace.size())
              .mapToObj(i -> gridAxis(inSpace.get(i), letters.get(i)))
              .toList();
      GridAxis clock =
          GridAxis.of(found.get(timeAxis), "t", sampling.dt(found.get(timeAxis)), false, "--dt");
      return new GridSource(input, fields, clock, timeAxis, space, hasGaps);
    } catch (RuntimeException failure) {
      input.close();
      throw failure;
    }
  }

  /** With the slices applied and without axes of one point. */
  private Field reduced(Field field) {
    Field part = sampling.sliced(field);
    for (Axis axis : part.axes()) {
      if (axis.size() == 1 && axis.kind() != AxisKind.TIME) {
        part = part.select(axis.name(), 0);
      }
    }
    return part;
  }

  private static void requireSameAxes(List<Field> fields) {
    Field first = fields.getFirst();
    for (Field field : fields) {
      if (!field.axes().equals(first.axes())) {
        throw new InvalidInputException(
            "grid of '" + field.name() + "'",
            field.axes(),
            "that of '" + first.name() + "', " + first.axes() + " with the same coordinates",
            "interpolate the fields to one grid, or fit them apart");
      }
    }
  }

  /**
   * Position of the axis of time.
   *
   * @param time its name; null for what the field says, or a usual name
   */
  static int timeAxis(Field field, String time) {
    List<String> names = field.axes().stream().map(Axis::name).toList();
    List<String> wanted = time == null ? USUAL_TIMES : List.of(time);
    if (time == null && field.timeAxis() >= 0) {
      return field.timeAxis();
    }
    return IntStream.range(0, names.size())
        .filter(
            i ->
                wanted.contains(
                    time == null ? names.get(i).toLowerCase(Locale.ROOT) : names.get(i)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "--time",
                    time == null ? "missing" : "'" + time + "'",
                    "one of the axes " + String.join(", ", names) + " of " + field.name(),
                    "name the axis of time"));
  }

  /** A letter for each axis: its name if it has one letter, what it measures, or one left over. */
  private static List<String> letters(List<Axis> axes) {
    Map<Axis, String> chosen = new LinkedHashMap<>();
    Set<String> taken = new LinkedHashSet<>(List.of("t"));
    for (Axis axis : axes) {
      if (axis.name().matches("[a-z]") && taken.add(axis.name())) {
        chosen.put(axis, axis.name());
      }
    }
    for (Axis axis : axes.reversed()) {
      String usual = axis.kind().name().toLowerCase(Locale.ROOT);
      if (!chosen.containsKey(axis) && LETTERS.contains(usual) && taken.add(usual)) {
        chosen.put(axis, usual);
      }
    }
    for (Axis axis : axes.reversed()) {
      if (!chosen.containsKey(axis)) {
        String free = LETTERS.stream().filter(taken::add).findFirst().orElseThrow();
        chosen.put(axis, free);
      }
    }
    return axes.stream().map(chosen::get).toList();
  }

  private static void requireKnown(
      String option, Iterable<String> names, List<Axis> axes, List<String> letters) {
    for (String name : names) {
      boolean known =
          letters.contains(name)
              || (option.equals("--periodic") && name.equals("all"))
              || axes.stream().anyMatch(axis -> axis.name().equals(name));
      if (!known) {
        throw new InvalidInputException(
            option,
            "'" + name + "'",
            "one of the axes " + String.join(", ", axes.stream().map(Axis::name).toList()),
            "name an axis of space");
      }
    }
  }

  private GridAxis gridAxis(Axis axis, String letter) {
    boolean closed =
        periodic.contains("all") || periodic.contains(letter) || periodic.contains(axis.name());
    return GridAxis.of(axis, letter, sampling.spacing(axis, letter), closed, "--spacing");
  }
}
