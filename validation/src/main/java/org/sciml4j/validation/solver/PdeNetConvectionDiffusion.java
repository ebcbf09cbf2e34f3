package org.sciml4j.validation.solver;

import java.util.List;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.validation.solver.VariableCoefficients.Term;

/**
 * The first problem of PDE-Net: {@code u_t = a u_x + b u_y + 0.2 u_xx + 0.3 u_yy} on the periodic
 * square [0, 2π]² from a random Fourier series of wave numbers up to 9.
 *
 * <pre>
 * Z. Long, Y. Lu, X. Ma, B. Dong, PDE-Net: Learning PDEs from data, ICML 2018, section 4
 * </pre>
 */
public final class PdeNetConvectionDiffusion {
  /** Coefficient of u_xx. */
  public static final double DIFFUSION_X = 0.2;

  /** Coefficient of u_yy. */
  public static final double DIFFUSION_Y = 0.3;

  private static final RandomFourierSeries START = new RandomFourierSeries(9, Math.sqrt(0.02));

  private PdeNetConvectionDiffusion() {}

  /** a, the coefficient of u_x. */
  public static double a(double x, double y) {
    return 0.5 * (Math.cos(y) + x * (2 * Math.PI - x) * Math.sin(x)) + 0.6;
  }

  /** b, the coefficient of u_y. */
  public static double b(double x, double y) {
    return 2 * (Math.cos(y) + Math.sin(x)) + 0.8;
  }

  /**
   * A trajectory.
   *
   * @param points of the grid along each axis; the axes are y, x
   * @param frames how many, the first of which is the start
   * @param spacing time between them
   * @param key of the start
   */
  public static FieldSeries trajectory(int points, int frames, double spacing, RandomKey key) {
    SpaceGrid grid =
        SpaceGrid.of(
            FieldAxis.periodic("y", 0, 2 * Math.PI, points),
            FieldAxis.periodic("x", 0, 2 * Math.PI, points));
    List<Term> terms =
        List.of(
            new Term(grid.sample(at -> a(at[1], at[0])), "x"),
            new Term(grid.sample(at -> b(at[1], at[0])), "y"),
            Term.constant(DIFFUSION_X, "xx"),
            Term.constant(DIFFUSION_Y, "yy"));
    double fastest = 6;
    double step = 1.5 / (fastest * points / 3);
    return VariableCoefficients.simulation(grid, terms, step)
        .run(new double[][] {START.sample(grid, key)}, FieldAxis.bounded("t", 0, spacing, frames));
  }
}
