package org.sciml4j.core.device;

import java.util.function.Consumer;
import org.sciml4j.core.tensor.Shape;

/** Row-major numbers addressed by one index per axis. */
record DoubleArray(long[] shape, double... elements) {
  static DoubleArray zeros(long... shape) {
    return new DoubleArray(shape, new double[Math.toIntExact(Shape.count(shape))]);
  }

  double get(long... at) {
    return elements[position(at)];
  }

  void set(double value, long... at) {
    elements[position(at)] = value;
  }

  /** Every index in row-major order. */
  void forEach(Consumer<long[]> action) {
    for (int position = 0; position < elements.length; position++) {
      long[] at = new long[shape.length];
      long rest = position;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        at[axis] = rest % shape[axis];
        rest /= shape[axis];
      }
      action.accept(at);
    }
  }

  private int position(long... at) {
    long position = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (at[axis] < 0 || at[axis] >= shape[axis]) {
        throw new IndexOutOfBoundsException("axis " + axis + ": " + at[axis]);
      }
      position = position * shape[axis] + at[axis];
    }
    return Math.toIntExact(position);
  }
}
