package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.pde.model.StateGrid;

/**
 * A field with other axes of the same sizes.
 *
 * @param field where the numbers are
 * @param axes what it is said to be on
 */
record UniformField(Field field, List<Axis> axes) implements FieldView {
  UniformField {
    axes = List.copyOf(axes);
  }

  /**
   * The field in steps that are given; axes of which nothing is given stay as they are.
   *
   * @param dt between frames; null for the file's
   * @param spacing by the names of axes of space
   */
  static Field of(Field field, Double dt, Map<String, Double> spacing) {
    int time = field.timeAxis();
    List<Axis> axes = field.axes();
    List<String> names =
        IntStream.range(0, axes.size())
            .filter(i -> i != time)
            .mapToObj(i -> axes.get(i).name())
            .toList();
    spacing.forEach(
        (name, step) -> {
          if (!names.contains(name)) {
            throw new InvalidInputException(
                "--spacing",
                "'" + name + "'",
                "one of the axes " + String.join(", ", names),
                "write for example --spacing " + names.getLast() + "=0.1");
          }
          requirePositive("--spacing", step);
        });
    if (dt != null) {
      requirePositive("--dt", dt);
    }
    return new UniformField(
        field,
        IntStream.range(0, axes.size())
            .mapToObj(i -> axis(axes.get(i), i == time ? dt : spacing.get(axes.get(i).name())))
            .toList());
  }

  /**
   * The field in the steps of a model along axes without coordinates.
   *
   * @throws InvalidInputException if there are such and the model is of another number of axes
   */
  static Field like(Field field, StateGrid grid) {
    List<Axis> axes = new ArrayList<>(field.axes());
    int time = field.timeAxis();
    int dims = axes.size() - (time < 0 ? 0 : 1);
    for (int i = 0, space = 0; i < axes.size(); i++) {
      int place = i == time ? -1 : space++;
      if (Arrays.stream(axes.get(i).coordinates()).anyMatch(Double::isNaN)) {
        if (dims != grid.dims()) {
          throw new InvalidInputException(
              "array '" + field.name() + "'",
              "over the axes " + axes.stream().map(Axis::name).toList(),
              "time and " + grid.dims() + " of space, those of the model",
              "choose a point of the others with --slice AXIS=INDEX");
        }
        axes.set(i, axis(axes.get(i), place < 0 ? grid.dt() : grid.spacing().get(place)));
      }
    }
    return new UniformField(field, axes);
  }

  private static Axis axis(Axis axis, Double step) {
    if (step == null) {
      return axis;
    }
    double first = axis.coordinates()[0];
    return Axis.uniform(
        axis.name(),
        axis.kind(),
        axis.units(),
        axis.size(),
        Double.isFinite(first) ? first : 0,
        step);
  }

  private static void requirePositive(String option, double step) {
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(option, step, "a number above 0", "give the distance");
    }
  }
}
