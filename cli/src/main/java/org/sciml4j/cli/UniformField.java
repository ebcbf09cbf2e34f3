package org.sciml4j.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A field with other axes of the same sizes.
 *
 * @param field where the numbers are
 * @param axes what it is said to be on
 */
record UniformField(Field field, List<Axis> axes) implements Field {
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

  @Override
  public String name() {
    return field.name();
  }

  @Override
  public String units() {
    return field.units();
  }

  @Override
  public DType dtype() {
    return field.dtype();
  }

  @Override
  public String calendar() {
    return field.calendar();
  }

  @Override
  public void read(Region region, Tensor into) {
    field.read(region, into);
  }
}
