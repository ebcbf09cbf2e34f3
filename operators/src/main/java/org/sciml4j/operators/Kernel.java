package org.sciml4j.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Shape;

/**
 * A full box of numbers round a central grid point: a stencil as an array, {@code out[i,j] = sum
 * k[a][b] u[i+a-r, j+b-r]}.
 *
 * @param extent odd number of points along each of one to three axes, {@code 2 r + 1}
 * @param values row-major, last axis fastest; NaN stands for "not there" in a kernel of standard
 *     errors
 */
public record Kernel(int[] extent, double[] values) {
  /**
   * Copies its arguments.
   *
   * @throws InvalidInputException if an extent is not odd and positive, there are not one to three
   *     of them, or the number of values differs from their product
   */
  public Kernel {
    extent = extent.clone();
    values = values.clone();
    if (extent.length < 1
        || extent.length > 3
        || Arrays.stream(extent).anyMatch(e -> e < 1 || e % 2 == 0)) {
      throw new InvalidInputException(
          "kernel extent",
          Arrays.toString(extent),
          "one to three odd positive numbers",
          "surround the kernel with zeros");
    }
    if (values.length != count(extent)) {
      throw new InvalidInputException(
          "kernel",
          values.length + " values",
          count(extent) + " values for extent " + Arrays.toString(extent),
          "give one value per point");
    }
  }

  /** The smallest kernel that holds a stencil; zero where the stencil has no point. */
  public static Kernel of(Stencil stencil) {
    return spread(stencil, stencil.coefficients(), 0);
  }

  /**
   * One number per point of a stencil, for instance its standard errors; NaN where the stencil has
   * no point.
   *
   * @param values in the order of {@link Stencil#offsets()}
   */
  public static Kernel of(Stencil stencil, double[] values) {
    if (values.length != stencil.size()) {
      throw new InvalidInputException(
          "values",
          values.length + " numbers",
          stencil.size() + " numbers",
          "give one per point of the stencil");
    }
    return spread(stencil, values, Double.NaN);
  }

  /** The stencil of the points whose value is not zero. */
  public Stencil stencil(double... spacing) {
    List<int[]> offsets = new ArrayList<>();
    for (int position = 0; position < values.length; position++) {
      if (values[position] != 0) {
        offsets.add(offset(position));
      }
    }
    double[] coefficients = Arrays.stream(values).filter(value -> value != 0).toArray();
    return Stencil.of(spacing, offsets.toArray(int[][]::new), coefficients);
  }

  /** Number of points along each axis; a copy. */
  @Override
  public int[] extent() {
    return extent.clone();
  }

  /** The numbers in row-major order; a copy. */
  @Override
  public double[] values() {
    return values.clone();
  }

  /** Number of axes. */
  public int dims() {
    return extent.length;
  }

  /** Number of points on either side of the centre along one axis. */
  public int radius(int axis) {
    return extent[axis] / 2;
  }

  /** The number at an offset from the centre. */
  public double at(int... offset) {
    int position = 0;
    for (int axis = 0; axis < extent.length; axis++) {
      position = position * extent[axis] + offset[axis] + radius(axis);
    }
    return values[position];
  }

  /** Offset from the centre of the value at a row-major position. */
  public int[] offset(int position) {
    int[] offset = new int[extent.length];
    int rest = position;
    for (int axis = extent.length - 1; axis >= 0; axis--) {
      offset[axis] = rest % extent[axis] - radius(axis);
      rest /= extent[axis];
    }
    return offset;
  }

  /** Equality of extent and values, NaN being equal to NaN. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Kernel that
        && Arrays.equals(extent, that.extent)
        && Arrays.equals(values, that.values);
  }

  /** Consistent with {@link #equals}. */
  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(extent) + Arrays.hashCode(values);
  }

  /** Extent and values on one line. */
  @Override
  public String toString() {
    return "Kernel" + Arrays.toString(extent) + Arrays.toString(values);
  }

  private static Kernel spread(Stencil stencil, double[] points, double elsewhere) {
    int[] extent = new int[stencil.dims()];
    Arrays.setAll(extent, axis -> 2 * stencil.radius(axis) + 1);
    double[] values = new double[Math.toIntExact(count(extent))];
    Arrays.fill(values, elsewhere);
    int[][] offsets = stencil.offsets();
    for (int k = 0; k < points.length; k++) {
      int position = 0;
      for (int axis = 0; axis < extent.length; axis++) {
        position = position * extent[axis] + offsets[k][axis] + extent[axis] / 2;
      }
      values[position] = points[k];
    }
    return new Kernel(extent, values);
  }

  private static long count(int[] extent) {
    return Shape.count(Arrays.stream(extent).asLongStream().toArray());
  }
}
