package org.sciml4j.operators.mks;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.Tensor;

/** Reads samples of a field, whose first axis numbers them, as double-precision numbers. */
record Samples(Field field, int count, int[] shape) {
  /** States beyond the range by this part of it are taken for its end. */
  private static final double ROUNDING = 1e-6;

  private static final int MOST_POINTS = 1 << 28;

  /**
   * The samples of a field.
   *
   * @throws InvalidInputException if it has no axis of samples besides one to three of space, or
   *     too many points
   */
  static Samples of(Field field) {
    long[] sizes = field.shape();
    if (sizes.length < 2 || sizes.length > 4) {
      throw new InvalidInputException(
          "field '" + field.name() + "'",
          "on the axes " + field.axes(),
          "an axis of samples and then one to three axes of space",
          "put the samples into one array, one after the other");
    }
    double points = Arrays.stream(sizes).skip(1).asDoubleStream().reduce(1, (a, b) -> a * b);
    if (points > MOST_POINTS || sizes[0] > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "field '" + field.name() + "'",
          "of shape " + Arrays.toString(sizes),
          "samples of at most " + MOST_POINTS + " points",
          "cut it into smaller cells");
    }
    int[] space = Arrays.stream(sizes).skip(1).mapToInt(Math::toIntExact).toArray();
    return new Samples(field, Math.toIntExact(sizes[0]), space);
  }

  int points() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Reads some samples, one after the other. */
  void read(int first, int number, double[] into) {
    long[] origin = new long[shape.length + 1];
    origin[0] = first;
    long[] size = new long[shape.length + 1];
    size[0] = number;
    for (int axis = 0; axis < shape.length; axis++) {
      size[axis + 1] = shape[axis];
    }
    int values = number * points();
    double[] exact = into.length == values ? into : new double[values];
    field.read(new Region(origin, size), Tensor.wrap(exact, values));
    if (exact != into) {
      System.arraycopy(exact, 0, into, 0, values);
    }
  }

  /**
   * Checks that local states lie in the range of the functions.
   *
   * @param states {@code count} samples of {@code points} states; those beyond the range by
   *     rounding are set to its end
   * @param first number of the first sample
   * @throws InvalidInputException if one does not, naming it
   */
  static void requireStates(
      String name,
      MicrostructureFunctions functions,
      double[] states,
      int first,
      int count,
      int points) {
    double margin = ROUNDING * (functions.high() - functions.low());
    double least = functions.low();
    double most = functions.high();
    for (int i = 0; i < count * points; i++) {
      double state = states[i];
      if (!(state >= least && state <= most)) {
        if (!(state >= least - margin && state <= most + margin)) {
          throw new InvalidInputException(
              "microstructure '" + name + "'",
              state + " at point " + i % points + " of sample " + (first + i / points),
              "states from " + least + " to " + most,
              Double.isNaN(state)
                  ? "fill the gaps first"
                  : "give the functions the whole range of states, or correct the data");
        }
        states[i] = Math.clamp(state, least, most);
      }
    }
  }
}
