package org.sciml4j.sindy.simulation.pde;

import java.util.List;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;

/** The data of Rudy et al. (2017) and of Messenger and Bortz (2021), made by the solver. */
public final class PdeData {
  private PdeData() {}

  private static FieldSeries solve(
      List<EvolutionEquation> equations,
      SpaceGrid grid,
      FieldAxis time,
      double step,
      SpaceGrid.PointFunction... start) {
    double[][] initial = new double[start.length][];
    for (int field = 0; field < start.length; field++) {
      initial[field] = grid.sample(start[field]);
    }
    return new PdeSimulation(equations, grid, TimeScheme.ETDRK4, step).run(initial, time);
  }

  /** Burgers, ν = 0.1, 256 x 101. */
  public static FieldSeries burgers() {
    return solve(
        Pdes.burgers(0.1),
        SpaceGrid.of(FieldAxis.periodic("x", -8, 16, 256)),
        FieldAxis.bounded("t", 0, 0.1, 101),
        0.01,
        x -> Math.exp(-(x[0] + 2) * (x[0] + 2)));
  }

  private static double soliton(double speed, double x) {
    double s = 1 / Math.cosh(Math.sqrt(speed) / 2 * x);
    return speed / 2 * s * s;
  }

  /** Two solitons of KdV with coefficient 6, 512 x 201. */
  public static FieldSeries solitons() {
    return solve(
        Pdes.kortewegDeVries(),
        SpaceGrid.of(FieldAxis.periodic("x", -30, 60, 512)),
        FieldAxis.bounded("t", 0, 0.1, 201),
        0.005,
        x -> soliton(1, x[0] + 20) + soliton(0.5, x[0] - 5));
  }

  /** Two solitons of KdV with coefficient 1, 400 x 601 to t = 0.006. */
  public static FieldSeries steepSolitons() {
    return solve(
        Pdes.scaledKortewegDeVries(),
        SpaceGrid.of(FieldAxis.periodic("x", -Math.PI, 2 * Math.PI, 400)),
        FieldAxis.bounded("t", 0, 1e-5, 601),
        2e-6,
        x -> 6 * soliton(625, x[0] + 2) + 6 * soliton(256, x[0] + 1));
  }

  /** Kuramoto-Sivashinsky on (0, 32π]. */
  public static FieldSeries chaos(int points, int frames, double spacing) {
    return solve(
        Pdes.kuramotoSivashinsky(),
        SpaceGrid.of(FieldAxis.periodic("x", 32 * Math.PI / points, 32 * Math.PI, points)),
        FieldAxis.bounded("t", 0, spacing, frames),
        0.05,
        x -> Math.cos(x[0] / 16) * (1 + Math.sin(x[0] / 16)));
  }

  /** The breather 2 sech x of the nonlinear Schrödinger equation, squeezed into [-5, 5). */
  public static FieldSeries breather(int points, int frames) {
    return solve(
        Pdes.schroedinger(),
        SpaceGrid.of(FieldAxis.periodic("x", -5, 10, points)),
        FieldAxis.bounded("t", 0, Math.PI / (frames - 1), frames),
        0.001,
        x -> 2 / Math.cosh(x[0]),
        _ -> 0);
  }

  /** The spiral of the λ-ω system with d = 0.1, β = 1, on [-10, 10)². */
  public static FieldSeries spiral(int points, int frames, double step) {
    FieldAxis x = FieldAxis.periodic("x", -10, 20, points);
    FieldAxis y = FieldAxis.periodic("y", -10, 20, points);
    return solve(
        Pdes.lambdaOmega(0.1, 1),
        SpaceGrid.of(y, x),
        FieldAxis.bounded("t", 0, 0.05, frames),
        step,
        at -> {
          double r = Math.hypot(at[0], at[1]);
          return Math.tanh(r) * Math.cos(Math.atan2(at[0], at[1]) - r);
        },
        at -> {
          double r = Math.hypot(at[0], at[1]);
          return Math.tanh(r) * Math.sin(Math.atan2(at[0], at[1]) - r);
        });
  }
}
