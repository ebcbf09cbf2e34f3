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
import org.sciml4j.validation.solver.RandomFourierSeries;
import org.sciml4j.validation.solver.Snapshots;
import org.sciml4j.validation.solver.VariableCoefficients;
import org.sciml4j.validation.solver.VariableCoefficients.Term;

/**
 * Makes {@code stirred-tracer-2d.nc}: a tracer in a steady flow,
 *
 * <pre>
 * q_t = -u(y) q_x - v(x) q_y + κ ∇²q,   u = 0.5 + sin y,   v = 0.8 sin x,   κ = 0.05,
 * [0, 2π)², periodic
 * </pre>
 *
 * solved by Fourier modes on twice as many points along each axis as are kept.
 */
public final class StirredTracer {
  /** κ. */
  public static final double DIFFUSIVITY = 0.05;

  private static final double TIME_STEP = 0.05;
  private static final double SOLVER_STEP = 0.0125;
  private static final double LENGTH = 2 * Math.PI;
  private static final int N = 32;
  private static final int FINER = 2;
  private static final int FRAMES = 31;
  private static final RandomFourierSeries START = new RandomFourierSeries(4, 1);

  private StirredTracer() {}

  /** u, the velocity along x. */
  public static double alongX(double y) {
    return 0.5 + StrictMath.sin(y);
  }

  /** v, the velocity along y. */
  public static double alongY(double x) {
    return 0.8 * StrictMath.sin(x);
  }

  /** Writes the file, replacing one that is there. */
  public static void write(Path file) {
    try (FieldOutput output =
        SampleFile.at(file, "Tracer stirred by a steady flow", "StirredTracer")
            .attribute("diffusivity", DIFFUSIVITY)
            .attribute("velocity_x", "0.5 + sin y")
            .attribute("velocity_y", "0.8 sin x")
            .attribute("scheme", "Fourier modes and ETDRK4, periodic")
            .axis(Axis.uniform("time", TIME, SampleFile.SECONDS, FRAMES, 0, TIME_STEP))
            .axis(Axis.uniform("y", Y, "m", N, 0, LENGTH / N))
            .axis(Axis.uniform("x", X, "m", N, 0, LENGTH / N))
            .variable("q", "kg m-3", F32, "time", "y", "x")
            .attribute("q", "long_name", "concentration")
            .open()) {
      for (Field field : new Snapshots(solution()).everyNth(FINER).fields(F32)) {
        try (var values = ((TensorField) field).tensor()) {
          output.write("q", values);
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
    List<Term> terms =
        List.of(
            new Term(grid.sample(at -> -alongX(at[0])), "x"),
            new Term(grid.sample(at -> -alongY(at[1])), "y"),
            Term.constant(DIFFUSIVITY, "xx"),
            Term.constant(DIFFUSIVITY, "yy"));
    double[] start = START.sampleScaled(grid, RandomKey.of(2018));
    return VariableCoefficients.simulation(grid, terms, SOLVER_STEP)
        .run(new double[][] {start}, FieldAxis.bounded("t", 0, TIME_STEP, FRAMES));
  }

  /** Writes {@code stirred-tracer-2d.nc} into the folder named, or the present one. */
  public static void main(String[] arguments) {
    write(SampleFile.in(arguments, "stirred-tracer-2d.nc"));
  }
}
