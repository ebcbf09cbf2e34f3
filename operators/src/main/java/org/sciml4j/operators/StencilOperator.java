package org.sciml4j.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.stencil.CompiledStencil;
import org.sciml4j.core.stencil.Tap;
import org.sciml4j.core.tensor.Tensor;

/**
 * A stencil bound to a grid and ready for a time loop: {@code apply} and {@code step} run on all
 * cores, copy nothing and allocate nothing. Fields may be native tensors or wrap the arrays of a
 * simulation code ({@link Tensor#wrap(double[], long...)}). One object serves one thread at a time.
 */
public final class StencilOperator {
  /** Largest relative difference between the stencil's spacing and the grid's. */
  private static final double SAME_SPACING = 1e-6;

  private final Grid grid;
  private final CompiledStencil compiled;

  private StencilOperator(Grid grid, CompiledStencil compiled) {
    this.grid = grid;
    this.compiled = compiled;
  }

  /**
   * Binds a stencil to a grid.
   *
   * @throws InvalidInputException if they differ in dimensions or spacing
   */
  static StencilOperator of(Stencil stencil, Grid grid) {
    double[] spacing = stencil.spacing();
    double[] gridSpacing = grid.spacing();
    boolean same = spacing.length == gridSpacing.length;
    for (int axis = 0; same && axis < spacing.length; axis++) {
      same = Math.abs(spacing[axis] - gridSpacing[axis]) <= SAME_SPACING * Math.abs(spacing[axis]);
    }
    if (!same) {
      throw new InvalidInputException(
          "grid",
          "of spacing " + Arrays.toString(gridSpacing),
          "the stencil's spacing " + Arrays.toString(spacing),
          "use the grid it was made for, or refine the stencil");
    }
    int[][] offsets = stencil.offsets();
    double[] coefficients = stencil.coefficients();
    List<Tap> taps = new ArrayList<>();
    for (int k = 0; k < offsets.length; k++) {
      taps.add(new Tap(offsets[k], coefficients[k]));
    }
    return new StencilOperator(grid, CompiledStencil.of(taps, grid.layout()));
  }

  /** The same operator on another team of threads. */
  public StencilOperator on(ThreadTeam team) {
    return new StencilOperator(grid, compiled.on(team));
  }

  /** The grid it is bound to. */
  public Grid grid() {
    return grid;
  }

  /** Points of the result along each axis: fewer than the grid's along VALID axes. */
  public long[] resultShape() {
    return compiled.resultExtents();
  }

  /**
   * {@code out = K u}.
   *
   * @param u field on the grid
   * @param out receives the result, of {@link #resultShape()}; must not share memory with u
   * @throws InvalidInputException if a shape, a type or the kind of memory does not fit
   */
  public void apply(Tensor u, Tensor out) {
    compiled.apply(u, out);
  }

  /**
   * {@code out = a u + b K u} in one pass: with {@code a = 1} and {@code b = dt} a forward-Euler
   * step of {@code du/dt = K u}.
   *
   * @throws InvalidInputException as {@link #apply}
   */
  public void step(double a, Tensor u, double b, Tensor out) {
    compiled.step(a, u, b, out);
  }
}
