package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;

/**
 * A small NetCDF file for tests: {@code u(time, y, x)} diffuses by the explicit 5-point scheme with
 * {@code kappa dt / h² = 0.1}, so its time derivative is {@code 0.1 [0 1 0; 1 -4 1; 0 1 0] u}.
 */
final class SampleFile {
  static final int ROWS = 12;
  static final int COLUMNS = 14;
  static final double RATE = 0.1;

  private SampleFile() {}

  /** The file as described, with so many time steps. */
  static Path diffusion(Path path, int steps) {
    return write(path, steps, steps(ROWS), steps(COLUMNS), value -> value);
  }

  /** The file with every value replaced. */
  static Path mapped(Path path, int steps, DoubleUnaryOperator change) {
    return write(path, steps, steps(ROWS), steps(COLUMNS), change);
  }

  /** The file with an x axis whose points are not evenly spaced. */
  static Path stretched(Path path) {
    double[] x = steps(COLUMNS);
    x[COLUMNS - 1] += 0.5;
    return write(path, 3, steps(ROWS), x, value -> value);
  }

  /** A field {@code u(time, x, y)} of noise: its axes in another order than the others'. */
  static Path transposed(Path path, int steps) {
    double[] noise = new double[steps * ROWS * COLUMNS];
    Arrays.setAll(noise, i -> RandomKey.of(7).normal(i));
    try (FieldOutput out =
        FieldWriter.netcdf(path)
            .axis(Axis.uniform("time", AxisKind.TIME, "seconds since 2000-01-01", steps, 0, 1))
            .axis(new Axis("x", AxisKind.X, "m", steps(COLUMNS)))
            .axis(new Axis("y", AxisKind.Y, "m", steps(ROWS)))
            .variable("u", "K", DType.F64, "time", "x", "y")
            .open()) {
      out.write("u", Tensor.of(noise, steps, COLUMNS, ROWS));
      out.commit();
    }
    return path;
  }

  private static Path write(
      Path path, int steps, double[] y, double[] x, DoubleUnaryOperator change) {
    List<Axis> axes = new ArrayList<>();
    axes.add(Axis.uniform("time", AxisKind.TIME, "seconds since 2000-01-01", steps, 0, 1));
    axes.add(new Axis("y", AxisKind.Y, "m", y));
    axes.add(new Axis("x", AxisKind.X, "m", x));
    double[] u = start();
    double[] all = new double[steps * u.length];
    for (int step = 0; step < steps; step++) {
      System.arraycopy(u, 0, all, step * u.length, u.length);
      u = next(u);
    }
    double[] changed = Arrays.stream(all).map(change).toArray();
    double[] narrow = new double[steps * ROWS];
    try (FieldOutput out =
        FieldWriter.netcdf(path)
            .axes(axes)
            .variable("u", "K", DType.F64, "time", "y", "x")
            .variable("band", "K", DType.F64, "time", "y")
            .open()) {
      out.write("u", Tensor.of(changed, steps, ROWS, COLUMNS));
      out.write("band", Tensor.of(narrow, steps, ROWS));
      out.commit();
    }
    return path;
  }

  private static double[] start() {
    double[] u = new double[ROWS * COLUMNS];
    for (int i = 0; i < u.length; i++) {
      u[i] = RandomKey.of(7).normal(i);
    }
    return u;
  }

  private static double[] next(double[] u) {
    double[] next = new double[u.length];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        double here = at(u, row, column);
        double around =
            at(u, row - 1, column)
                + at(u, row + 1, column)
                + at(u, row, column - 1)
                + at(u, row, column + 1);
        next[row * COLUMNS + column] = here + RATE * (around - 4 * here);
      }
    }
    return next;
  }

  private static double at(double[] u, int row, int column) {
    return u[Math.floorMod(row, ROWS) * COLUMNS + Math.floorMod(column, COLUMNS)];
  }

  private static double[] steps(int count) {
    double[] steps = new double[count];
    Arrays.setAll(steps, i -> i);
    return steps;
  }
}
