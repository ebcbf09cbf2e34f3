package org.sciml4j.io;

import java.util.List;
import java.util.Map;
import org.sciml4j.core.field.Axis;

/**
 * What a file to be written contains.
 *
 * @param attributes of the file: a String, a Number or a List of Numbers each
 * @param axes one dimension each
 * @param unlimited name of the axis that grows, or null
 * @param variables coordinate variables first
 */
record OutputSchema(
    Map<String, Object> attributes,
    List<Axis> axes,
    String unlimited,
    List<OutputVariable> variables) {

  /** Position of an axis, or -1. */
  int axis(String name) {
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the axis at this position is the one that grows. */
  boolean isUnlimited(int axis) {
    return axes.get(axis).name().equals(unlimited);
  }

  /** Whether a variable has a value per record. */
  boolean isRecord(OutputVariable variable) {
    return variable.axes().length > 0 && isUnlimited(variable.axes()[0]);
  }

  /** Sizes of a variable, or of one of its records with a leading 1. */
  long[] shape(OutputVariable variable) {
    long[] shape = new long[variable.axes().length];
    for (int i = 0; i < shape.length; i++) {
      int axis = variable.axes()[i];
      shape[i] = isUnlimited(axis) ? 1 : axes.get(axis).size();
    }
    return shape;
  }
}
