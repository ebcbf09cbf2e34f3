package org.sciml4j.examples;

import static org.sciml4j.core.field.AxisKind.TIME;
import static org.sciml4j.core.field.AxisKind.X;
import static org.sciml4j.core.tensor.DType.F32;

import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;
import org.sciml4j.sindy.simulation.pde.PdeSimulation;
import org.sciml4j.sindy.simulation.pde.TimeScheme;

/**
 * Makes {@code burgers-1d.nc}: a hump that runs to the right and steepens, by Burgers' equation as
 * in the example of
 *
 * <pre>
 * S. H. Rudy, S. L. Brunton, J. L. Proctor, J. N. Kutz, Data-driven discovery of partial
 * differential equations, Sci. Adv. 3 (2017) e1602614,
 * u_t = -u u_x + ν u_xx,   ν = 0.1,   u(x, 0) = exp(-(x + 2)²),   -8 ≤ x &lt; 8, periodic
 * </pre>
 *
 * solved by Fourier modes on twice as many points as are kept.
 */
public final class SteepeningWave {
  /** ν. */
  public static final double VISCOSITY = 0.1;

  private static final double LENGTH = 16;
  private static final double TIME_STEP = 0.1;
  private static final double SOLVER_STEP = 0.01;
  private static final int N = 128;
  private static final int FINER = 2;
  private static final int FRAMES = 101;

  private SteepeningWave() {}

  /** Writes the file, replacing one that is there. */
  public static void write(Path file) {
    FieldSeries solution = solution();
    try (FieldOutput output =
        SampleFile.at(file, "Steepening wave, Burgers' equation", "SteepeningWave")
            .attribute("viscosity", VISCOSITY)
            .attribute("scheme", "Fourier modes and ETDRK4, periodic")
            .axis(Axis.uniform("time", TIME, SampleFile.SECONDS, FRAMES, 0, TIME_STEP))
            .axis(Axis.uniform("x", X, "m", N, -LENGTH / 2, LENGTH / N))
            .unlimited("time")
            .variable("u", "m s-1", F32, "time", "x")
            .attribute("u", "long_name", "velocity")
            .open()) {
      for (int frame = 0; frame < FRAMES; frame++) {
        double[] fine = solution.frame(0, frame);
        float[] kept = new float[N];
        for (int i = 0; i < N; i++) {
          kept[i] = (float) fine[FINER * i];
        }
        try (Tensor values = Tensor.of(kept, N)) {
          output.append("u", values);
        }
      }
      output.commit();
    }
  }

  private static FieldSeries solution() {
    Variable u = new Variable("u");
    Expression slope = SpaceDerivative.of(u, "x");
    List<WeightedTerm> terms =
        List.of(
            new WeightedTerm(-1, u.times(slope)),
            new WeightedTerm(VISCOSITY, SpaceDerivative.of(u, "xx")));
    SpaceGrid grid = SpaceGrid.of(FieldAxis.periodic("x", -LENGTH / 2, LENGTH, FINER * N));
    double[] start = grid.sample(x -> StrictMath.exp(-(x[0] + 2) * (x[0] + 2)));
    return new PdeSimulation(
            List.of(new EvolutionEquation(u, terms)), grid, TimeScheme.ETDRK4, SOLVER_STEP)
        .run(new double[][] {start}, FieldAxis.bounded("t", 0, TIME_STEP, FRAMES));
  }

  /** Writes {@code burgers-1d.nc} into the folder named, or the present one. */
  public static void main(String[] arguments) {
    write(SampleFile.in(arguments, "burgers-1d.nc"));
  }
}
