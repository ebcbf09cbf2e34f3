package org.sciml4j.cli;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;

/**
 * What a picture shows of a variable of states: all of a line or a plane, or the middle plane.
 *
 * @param field the variable, over time and space
 * @param variable its place in the state
 * @param offset what is subtracted, so that colours about zero tell values apart
 */
record FieldPlane(Field field, int variable, double offset) {
  /** Of a variable; values all of one sign are shown less their mean in a frame. */
  static FieldPlane of(FieldSeries data, int variable, double... frame) {
    int points = frame.length / data.fields().size();
    double[] own =
        Arrays.stream(frame, variable * points, (variable + 1) * points)
            .filter(Double::isFinite)
            .toArray();
    double least = Arrays.stream(own).min().orElse(0);
    double most = Arrays.stream(own).max().orElse(0);
    double offset = least * most > 0 ? Arrays.stream(own).average().orElse(0) : 0;
    return new FieldPlane(data.fields().get(variable), variable, offset);
  }

  /** With nothing subtracted, as lines are drawn. */
  FieldPlane asItIs() {
    return new FieldPlane(field, variable, 0);
  }

  boolean isLine() {
    return field.spaceAxes().size() == 1;
  }

  /** The axis of a line, or the faster one of a plane. */
  Axis across() {
    return field.spaceAxes().getLast();
  }

  /** The slower axis of a plane. */
  Axis down() {
    List<Axis> space = field.spaceAxes();
    return space.get(space.size() - 2);
  }

  /** What the numbers are, with units. */
  String quantity() {
    return field.name()
        + (offset == 0 ? "" : " less " + Decimal.of(offset))
        + (field.units().isEmpty() ? "" : " [" + field.units() + "]");
  }

  /** The numbers shown of a state {@code [variables, space...]}. */
  double[] values(double... state) {
    long[] shape = field.shape();
    int size = 1;
    for (int axis = Math.max(1, shape.length - 2); axis < shape.length; axis++) {
      size *= (int) shape[axis];
    }
    int points = (int) Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
    int middle = points / size / 2 * size;
    double[] shown = new double[size];
    for (int i = 0; i < size; i++) {
      shown[i] = state[variable * points + middle + i] - offset;
    }
    return shown;
  }

  /** What part of a state is shown, for a subtitle. */
  String part() {
    return field.spaceAxes().size() == 3 ? ", middle plane" : "";
  }
}
