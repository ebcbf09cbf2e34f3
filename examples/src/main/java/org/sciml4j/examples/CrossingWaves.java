package org.sciml4j.examples;

import static org.sciml4j.core.field.AxisKind.TIME;
import static org.sciml4j.core.field.AxisKind.X;
import static org.sciml4j.core.field.AxisKind.Y;
import static org.sciml4j.core.tensor.DType.F32;

import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.validation.solver.PeriodicEquations;
import org.sciml4j.validation.solver.RandomFourierSeries;
import org.sciml4j.validation.solver.Snapshots;

/**
 * Makes {@code burgers-2d.nc}: a velocity in the plane that carries and diffuses itself, the set-up
 * of
 *
 * <pre>
 * Z. Long, Y. Lu, B. Dong, PDE-Net 2.0: Learning PDEs from data with a numeric-symbolic hybrid deep
 * network, J. Comput. Phys. 399 (2019) 108925, section 4.1,
 * u_t = -u u_x - v u_y + ν ∇²u,   v_t = -u v_x - v v_y + ν ∇²v,   ν = 0.05,   [0, 2π)², periodic
 * </pre>
 *
 * solved by Fourier modes on four times as many points along each axis as are kept.
 */
public final class CrossingWaves {
  /** ν. */
  public static final double VISCOSITY = 0.05;

  /** Time between frames. */
  public static final double TIME_STEP = 0.01;

  private static final double LENGTH = 2 * Math.PI;
  private static final int N = 32;
  private static final int FINER = 4;
  private static final int FRAMES = 101;
  private static final RandomFourierSeries START = new RandomFourierSeries(4, 1);

  private CrossingWaves() {}

  /** Writes the file, replacing one that is there. */
  public static void write(Path file) {
    try (FieldOutput output =
        SampleFile.at(file, "Crossing waves, Burgers' equation in the plane", "CrossingWaves")
            .attribute("viscosity", VISCOSITY)
            .attribute("scheme", "Fourier modes and ETDRK4, periodic")
            .axis(Axis.uniform("time", TIME, SampleFile.SECONDS, FRAMES, 0, TIME_STEP))
            .axis(Axis.uniform("y", Y, "m", N, 0, LENGTH / N))
            .axis(Axis.uniform("x", X, "m", N, 0, LENGTH / N))
            .variable("u", "m s-1", F32, "time", "y", "x")
            .attribute("u", "long_name", "velocity along x")
            .variable("v", "m s-1", F32, "time", "y", "x")
            .attribute("v", "long_name", "velocity along y")
            .open()) {
      for (Field field : new Snapshots(solution()).everyNth(FINER).fields(F32)) {
        try (var values = ((TensorField) field).tensor()) {
          output.write(field.name(), values);
        }
      }
      output.commit();
    }
  }

  private static FieldSeries solution() {
    SpaceGrid grid =
        SpaceGrid.of(
            FieldAxis.periodic("y", 0, LENGTH, FINER * N),
            FieldAxis.periodic("x", 0, LENGTH, FINER * N));
    List<RandomKey> keys = List.of(RandomKey.of(2019).child(0), RandomKey.of(2019).child(1));
    return new PeriodicEquations(grid)
        .vectorBurgers(VISCOSITY, TIME_STEP)
        .run(
            keys.stream().map(key -> START.sampleScaled(grid, key)).toArray(double[][]::new),
            FieldAxis.bounded("t", 0, TIME_STEP, FRAMES));
  }

  /** Writes {@code burgers-2d.nc} into the folder named, or the present one. */
  public static void main(String[] arguments) {
    write(SampleFile.in(arguments, "burgers-2d.nc"));
  }
}
