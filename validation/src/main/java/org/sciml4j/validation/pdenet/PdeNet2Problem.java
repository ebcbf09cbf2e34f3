package org.sciml4j.validation.pdenet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.simulation.pde.PdeSimulation;
import org.sciml4j.validation.solver.PeriodicEquations;
import org.sciml4j.validation.solver.RandomFourierSeries;
import org.sciml4j.validation.solver.Snapshots;

/**
 * The problems of PDE-Net 2.0 on the periodic square [0, 2π]², solved on 128² points, seen on every
 * fourth of them each 0.01 with noise of 0.1 % of the largest value (Long, Lu and Dong 2019, J.
 * Comput. Phys. 399:108925, section 3).
 */
public enum PdeNet2Problem {
  /** Burgers' equation of (u, v), viscosity 0.05. */
  BURGERS(
      Map.of(
          "u", Map.of("u u_x", -1.0, "v u_y", -1.0, "u_xx", 0.05, "u_yy", 0.05),
          "v", Map.of("u v_x", -1.0, "v v_y", -1.0, "v_xx", 0.05, "v_yy", 0.05))),
  /** Heat conduction, diffusivity 0.1. */
  HEAT(Map.of("u", Map.of("u_xx", 0.1, "u_yy", 0.1))),
  /** Burgers' equation with viscosity 0.1 and the λ-ω reaction, β = 1. */
  CONVECTION_DIFFUSION_REACTION(
      Map.of(
          "u",
          Map.ofEntries(
              Map.entry("u u_x", -1.0),
              Map.entry("v u_y", -1.0),
              Map.entry("u_xx", 0.1),
              Map.entry("u_yy", 0.1),
              Map.entry("u", 1.0),
              Map.entry("u u u", -1.0),
              Map.entry("u v v", -1.0),
              Map.entry("u u v", 1.0),
              Map.entry("v v v", 1.0)),
          "v",
          Map.ofEntries(
              Map.entry("u v_x", -1.0),
              Map.entry("v v_y", -1.0),
              Map.entry("v_xx", 0.1),
              Map.entry("v_yy", 0.1),
              Map.entry("v", 1.0),
              Map.entry("u u v", -1.0),
              Map.entry("v v v", -1.0),
              Map.entry("u u u", -1.0),
              Map.entry("u v v", -1.0))));

  /** Time between snapshots. */
  public static final double DT = 0.01;

  /** Points along each axis that are seen. */
  public static final int POINTS = 32;

  private static final int FINE = 128;
  private static final double STEP = DT / 8;
  private static final int HIGHEST_WAVE = 4;
  private static final double NOISE = 1e-3;

  private final Map<String, Map<String, Double>> truth;

  PdeNet2Problem(Map<String, Map<String, Double>> truth) {
    this.truth = truth;
  }

  /** Names, in the order of the state. */
  public List<String> variables() {
    return truth.keySet().stream().sorted().toList();
  }

  /** True coefficients of a variable's rate of change by term, factors separated by blanks. */
  public Map<String, Double> truth(String variable) {
    return truth.get(variable);
  }

  /** Distance between points. */
  public static double spacing() {
    return 2 * Math.PI / POINTS;
  }

  private PdeSimulation simulation(SpaceGrid grid) {
    PeriodicEquations equations = new PeriodicEquations(grid);
    return switch (this) {
      case BURGERS -> equations.vectorBurgers(0.05, STEP);
      case HEAT -> equations.heat(0.1);
      case CONVECTION_DIFFUSION_REACTION -> equations.convectedLambdaOmega(0.1, 1, STEP);
    };
  }

  /**
   * Noisy solutions from random starts.
   *
   * @return {@code [trajectories, frames, 32, 32]} for each variable, axes y, x; the caller's
   */
  public List<Tensor> solutions(int trajectories, int frames, RandomKey key) {
    SpaceGrid grid =
        SpaceGrid.of(
            FieldAxis.periodic("y", 0, 2 * Math.PI, FINE),
            FieldAxis.periodic("x", 0, 2 * Math.PI, FINE));
    RandomFourierSeries waves = new RandomFourierSeries(HIGHEST_WAVE, 1);
    int fields = variables().size();
    List<Tensor> all =
        IntStream.range(0, fields)
            .mapToObj(_ -> Tensor.zeros(DType.F64, trajectories, frames, POINTS, POINTS))
            .toList();
    for (int i = 0; i < trajectories; i++) {
      RandomKey own = key.child(i);
      double[][] start = new double[fields][];
      for (int k = 0; k < fields; k++) {
        start[k] = waves.sampleScaled(grid, own.child(k));
      }
      Snapshots run =
          new Snapshots(simulation(grid).run(start, FieldAxis.bounded("t", 0, DT, frames)))
              .everyNth(FINE / POINTS);
      for (int k = 0; k < fields; k++) {
        addNoise(run.series().values()[k], own.child(fields + k), all.get(k).at(i));
      }
    }
    return all;
  }

  private static void addNoise(double[] values, RandomKey key, Tensor into) {
    double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      into.setFlat(i, values[i] + NOISE * largest * key.normal(i));
    }
  }
}
