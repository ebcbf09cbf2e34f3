package org.sciml4j.validation.pdenet;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.FieldBoundary;
import org.sciml4j.pde.pdenet.PdeNet1;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.PiecewiseFunction;
import org.sciml4j.pde.rhs.PolynomialMesh;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.validation.solver.BoundaryCondition;
import org.sciml4j.validation.solver.BoundedReactionDiffusion;
import org.sciml4j.validation.solver.RandomFourierSeries;
import org.sciml4j.validation.solver.Snapshots;

/**
 * The second problem, {@code u_t = 0.3 ∇²u + 15 sin u}, zero at the edges of the square:
 * derivatives of order 1 and 2, piecewise quadratic coefficients on 5 x 5 cells, and a source f(u)
 * that is piecewise quartic on 20 cells of [-15, 15].
 */
public record SineSource() implements PdeNet1Problem {
  private static final double DIFFUSIVITY = 0.3;
  private static final double STRENGTH = 15;
  private static final double LENGTH = 2 * Math.PI;
  private static final int INNER = 49;
  private static final double VISITED = 8;
  private static final RandomFourierSeries WAVES = new RandomFourierSeries(5, 0.3);

  @Override
  public String name() {
    return "sine-source";
  }

  @Override
  public int points() {
    return INNER;
  }

  @Override
  public double dt() {
    return 0.01;
  }

  @Override
  public double noise() {
    return 0.01;
  }

  @Override
  public double nodeSize() {
    return 0.5;
  }

  /** From waves of up to 5 periods times a bump that is zero at the edges. */
  @Override
  public Tensor solution(int fine, int frames, RandomKey key) {
    SpaceGrid grid =
        SpaceGrid.of(
            FieldAxis.bounded("y", 0, LENGTH / fine, fine + 1),
            FieldAxis.bounded("x", 0, LENGTH / fine, fine + 1));
    double[] start = WAVES.sample(grid, key);
    double[] bump = grid.sample(at -> bump(at[0]) * bump(at[1]));
    for (int i = 0; i < start.length; i++) {
      start[i] *= bump[i];
    }
    List<BoundaryCondition> zero = Collections.nCopies(2, new BoundaryCondition.Dirichlet(0));
    BoundedReactionDiffusion solver =
        new BoundedReactionDiffusion(
            grid, DIFFUSIVITY, u -> STRENGTH * Math.sin(u), List.of(zero, zero));
    Snapshots all = new Snapshots(solver.run(start, FieldAxis.bounded("t", 0, dt(), frames)));
    try (Tensor withEdges = all.everyNth(fine / (INNER + 1)).tensor(DType.F32)) {
      Tensor inner = Tensor.zeros(DType.F32, frames, 1, INNER, INNER);
      for (long frame = 0; frame < frames; frame++) {
        for (long i = 0; i < INNER; i++) {
          for (long j = 0; j < INNER; j++) {
            inner.set(withEdges.get(frame, 0, i + 1, j + 1), frame, 0, i, j);
          }
        }
      }
      return inner;
    }
  }

  private static double bump(double x) {
    return 4 * x * (LENGTH - x) / (LENGTH * LENGTH);
  }

  @Override
  public PdeNet1 net(int extent) {
    ConstrainedStencils stencils =
        ConstrainedStencils.upTo(2, extent, SPACING, SPACING)
            .boundary(FieldBoundary.all(2, EdgeCondition.value(0)));
    MultiIndex[] derivatives =
        stencils.derivatives().stream()
            .filter(alpha -> alpha.order() > 0)
            .toArray(MultiIndex[]::new);
    return PdeNet1.of(extent, dt(), SPACING, SPACING)
        .stencils(stencils.derivatives(derivatives))
        .mesh(new PolynomialMesh(new int[] {5, 5}, 2, new boolean[] {false, false}))
        .source(new PiecewiseFunction(-15, 15, 20, 4));
  }

  /** Those of f over its mean square are taken on [-8, 8], where most of the data are. */
  @Override
  public Map<String, Double> errors(PdeNet1 net, Parameters parameters) {
    Map<String, Double> errors = new TreeMap<>();
    Map<String, Tensor> fields = net.expand(parameters, INNER, INNER);
    try {
      errors.putAll(
          new CoefficientErrors(SPACING, SPACING)
              .of(fields, Map.of("u_xx", (x, y) -> DIFFUSIVITY, "u_yy", (x, y) -> DIFFUSIVITY)));
    } finally {
      fields.values().forEach(Tensor::close);
    }
    errors.put("f", sourceError(net, parameters));
    return errors;
  }

  private static double sourceError(PdeNet1 net, Parameters parameters) {
    PiecewiseFunction source = net.source().orElseThrow();
    double square = 0;
    double norm = 0;
    try (Tensor values = net.sourceValues(parameters).orElseThrow()) {
      for (int i = 0; i < source.nodes(); i++) {
        double u = source.node(i);
        if (Math.abs(u) <= VISITED) {
          double expected = STRENGTH * Math.sin(u);
          double difference = values.get(i) - expected;
          square += difference * difference;
          norm += expected * expected;
        }
      }
    }
    return Math.sqrt(square / norm);
  }
}
