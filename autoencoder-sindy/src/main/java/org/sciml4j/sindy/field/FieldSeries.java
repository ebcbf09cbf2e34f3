package org.sciml4j.sindy.field;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;

/**
 * Fields in memory.
 *
 * @param names the fields' names
 * @param grid where they are known
 * @param time when they are known
 * @param values for each field its values, frame after frame; not copied
 */
public record FieldSeries(List<String> names, SpaceGrid grid, FieldAxis time, double[][] values)
    implements FieldSource {
  /**
   * Checks the sizes.
   *
   * @throws InvalidInputException if a field has not one value for each point and time
   */
  public FieldSeries {
    names = List.copyOf(names);
    long expected = (long) grid.points() * time.points();
    if (names.isEmpty() || names.size() != values.length) {
      throw new InvalidInputException(
          "names", names, "one name for each of " + values.length + " fields", "name every field");
    }
    for (int field = 0; field < values.length; field++) {
      if (values[field].length != expected) {
        throw new InvalidInputException(
            "values of " + names.get(field),
            values[field].length + " numbers",
            expected + " (" + time.points() + " times " + grid.points() + " points)",
            "give a value for every point of every frame");
      }
    }
  }

  @Override
  public void read(int frame, double[][] into) {
    int points = grid.points();
    for (int field = 0; field < values.length; field++) {
      System.arraycopy(values[field], frame * points, into[field], 0, points);
    }
  }

  /** One field at one time; a copy. */
  public double[] frame(int field, int frame) {
    double[] copy = new double[grid.points()];
    System.arraycopy(values[field], frame * copy.length, copy, 0, copy.length);
    return copy;
  }

  /**
   * The fields with white noise added.
   *
   * @param level its standard deviation as a part of each field's root mean square
   * @param key of the draws
   */
  public FieldSeries withNoise(double level, RandomKey key) {
    double[][] noisy = new double[values.length][];
    for (int field = 0; field < values.length; field++) {
      double squares = 0;
      for (double value : values[field]) {
        squares += value * value;
      }
      double sigma = level * Math.sqrt(squares / values[field].length);
      RandomKey draws = key.child(field);
      noisy[field] = values[field].clone();
      for (int i = 0; i < noisy[field].length; i++) {
        noisy[field][i] += sigma * draws.normal(i);
      }
    }
    return new FieldSeries(names, grid, time, noisy);
  }
}
