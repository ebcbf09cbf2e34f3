package org.sciml4j.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.pde.model.StateGrid;
import picocli.CommandLine.Option;

/** Which points of a file's axes are used, and how far apart they are where it does not say. */
final class AxisOptions {
  @Option(
      names = "--slice",
      paramLabel = "AXIS=A:B",
      description = "Points of an axis to use, as in Python: a:b, a:b:stride or one; repeatable.")
  private List<String> slices = List.of();

  @Option(
      names = "--dt",
      paramLabel = "STEP",
      description = "Time between frames of INPUT. Default: its coordinates.")
  private Double dt;

  @Option(
      names = "--spacing",
      split = ",",
      paramLabel = "AXIS=STEP",
      description =
          "Distances of neighbouring points in INPUT. Default: its coordinates. Axes of arrays"
              + " without names are t and x; y, x; or z, y, x.")
  private Map<String, Double> spacing = Map.of();

  /** The points of a field that are asked for. */
  Field sliced(Field field) {
    return Slice.all(field, slices);
  }

  /** The points that are asked for along those axes that the field has. */
  Field slicedWherePossible(Field field) {
    List<String> names = field.axes().stream().map(Axis::name).toList();
    return Slice.all(
        field, slices.stream().filter(slice -> names.contains(Slice.parse(slice).axis())).toList());
  }

  /** The points that are asked for, in the steps that are given. */
  Field view(Field field) {
    return sliced(UniformField.of(field, dt, spacing));
  }

  /** As {@link #view(Field)}; steps that neither file nor options tell are those of a model. */
  Field view(Field field, StateGrid grid) {
    return UniformField.like(view(field), grid);
  }

  /** Time between the frames that are used; null for that of the file. */
  Double dt(Axis time) {
    return dt == null ? null : dt * stride(time);
  }

  /**
   * Distance of the points that are used; null for that of the file.
   *
   * @param letter under which the axis may be named too
   */
  Double spacing(Axis axis, String letter) {
    Double given = spacing.getOrDefault(axis.name(), spacing.get(letter));
    return given == null ? null : given * stride(axis);
  }

  /** What to tell where points are merely numbered and nothing was said of their distances. */
  Optional<String> assumed(List<Axis> axes) {
    List<String> numbered =
        axes.stream()
            .filter(axis -> axis.kind() == AxisKind.TIME ? dt == null : !named(axis))
            .filter(
                axis -> axis.units().isEmpty() && axis.size() > 1 && Math.abs(axis.spacing()) == 1)
            .map(Axis::name)
            .toList();
    return numbered.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "points along "
                + String.join(", ", numbered)
                + " are 1 apart, without units: if that is no distance, give it with --dt and"
                + " --spacing");
  }

  private boolean named(Axis axis) {
    return spacing.containsKey(axis.name());
  }

  private long stride(Axis axis) {
    return slices.stream()
        .map(Slice::parse)
        .filter(slice -> slice.axis().equals(axis.name()))
        .mapToLong(Slice::stride)
        .reduce(1, (a, b) -> a * b);
  }

  /** Axes that distances are given for. */
  Set<String> named() {
    return spacing.keySet();
  }

  /** What else than the file says which frames are read. */
  @Override
  public String toString() {
    return slices + ", dt " + dt + ", spacing " + spacing;
  }
}
