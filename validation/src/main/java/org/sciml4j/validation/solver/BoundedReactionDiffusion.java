package org.sciml4j.validation.solver;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.simulation.OdeSimulation;
import org.sciml4j.sindy.simulation.RightHandSide;
import org.sciml4j.sindy.simulation.Solution;
import org.sciml4j.validation.solver.BoundaryCondition.Dirichlet;
import org.sciml4j.validation.solver.BoundaryCondition.Neumann;

/**
 * {@code u_t = κ ∇²u + r(u)} on a grid whose first and last points lie on the boundary: central
 * differences of second order, with a point mirrored across a boundary of given slope (LeVeque,
 * Finite Difference Methods for Ordinary and Partial Differential Equations, SIAM 2007, section
 * 2.12), and the lines integrated by Dormand and Prince's method of order 8.
 *
 * @param grid one to three axes with ends
 * @param diffusivity κ
 * @param reaction r
 * @param sides for each axis the conditions at its first and last point
 */
public record BoundedReactionDiffusion(
    SpaceGrid grid,
    double diffusivity,
    DoubleUnaryOperator reaction,
    List<List<BoundaryCondition>> sides)
    implements RightHandSide {
  private static final double TOLERANCE = 1e-9;

  /**
   * Checks the sides.
   *
   * @throws InvalidInputException if an axis is periodic, has fewer than three points, or not two
   *     sides
   */
  public BoundedReactionDiffusion {
    sides = sides.stream().map(List::copyOf).toList();
    if (sides.size() != grid.axes().size() || sides.stream().anyMatch(two -> two.size() != 2)) {
      throw new InvalidInputException(
          "sides", sides, "two for each of " + grid.names(), "give a condition for every side");
    }
    for (FieldAxis axis : grid.axes()) {
      if (axis.periodic() || axis.points() < 3) {
        throw new InvalidInputException(
            "axis " + axis.name(),
            axis.periodic() ? "periodic" : axis.points() + " points",
            "two ends and a point between them",
            "make the grid of FieldAxis.bounded");
      }
    }
  }

  /** The values at the times of an axis; fixed boundary values are put into the start. */
  public FieldSeries run(double[] initial, FieldAxis time) {
    double[] start = initial.clone();
    forEachSide(
        (condition, point, inner, h) -> {
          if (condition instanceof Dirichlet(double value)) {
            start[point] = value;
          }
        });
    Solution solution = OdeSimulation.of(this, TOLERANCE).run(start, time.coordinates());
    double[] values = new double[grid.points() * time.points()];
    for (int frame = 0; frame < time.points(); frame++) {
      System.arraycopy(solution.states()[frame], 0, values, frame * grid.points(), grid.points());
    }
    return new FieldSeries(List.of("u"), grid, time, new double[][] {values});
  }

  @Override
  public void evaluate(double time, double[] u, double[] rate) {
    Arrays.setAll(rate, i -> reaction.applyAsDouble(u[i]));
    int stride = 1;
    for (int axis = grid.axes().size() - 1; axis >= 0; axis--) {
      int n = grid.axes().get(axis).points();
      double h = grid.axes().get(axis).spacing();
      double factor = diffusivity / (h * h);
      for (int i = 0; i < u.length; i++) {
        int along = i / stride % n;
        if (along > 0 && along < n - 1) {
          rate[i] += factor * (u[i - stride] - 2 * u[i] + u[i + stride]);
        }
      }
      stride *= n;
    }
    forEachSide(
        (condition, point, inner, h) -> {
          if (condition instanceof Neumann(double slope)) {
            rate[point] += diffusivity * 2 * (u[inner] - u[point] + h * slope) / (h * h);
          }
        });
    forEachSide(
        (condition, point, inner, h) -> {
          if (condition instanceof Dirichlet) {
            rate[point] = 0;
          }
        });
  }

  private interface SideVisitor {
    void visit(BoundaryCondition condition, int point, int inner, double h);
  }

  /** Visits the boundary points of every side with their neighbours inside. */
  private void forEachSide(SideVisitor visitor) {
    int points = grid.points();
    int stride = 1;
    for (int axis = grid.axes().size() - 1; axis >= 0; axis--) {
      int n = grid.axes().get(axis).points();
      double h = grid.axes().get(axis).spacing();
      for (int block = 0; block < points; block += stride * n) {
        for (int i = block; i < block + stride; i++) {
          int last = i + (n - 1) * stride;
          visitor.visit(sides.get(axis).get(0), i, i + stride, h);
          visitor.visit(sides.get(axis).get(1), last, last - stride, h);
        }
      }
      stride *= n;
    }
  }
}
