package org.sciml4j.pde.discretization;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.pde.boundary.FieldBoundary;

/**
 * Several learned stencils whose coefficients one network chooses:
 *
 * <pre>
 *   c(x) = standard + Σ_f w_f(x) N_f
 *
 * Y. Bar-Sinai, S. Hoyer, J. Hickey, M. P. Brenner, Learning data-driven discretizations for
 * partial differential equations, Proc. Natl. Acad. Sci. 116 (2019) 15344-15349, figure 1
 * </pre>
 *
 * where w is the network's output and N the null space of the accuracy constraints. Whatever w is,
 * the accuracy holds; where it is zero, the standard scheme is what remains, to the last bit.
 *
 * @param stencils what is approximated
 * @param network chooses the coefficients
 * @param spacing distance between points along each axis
 * @param boundary what the field is beyond its edges
 */
public record LearnedStencils(
    List<LearnedStencil> stencils,
    CoefficientNetwork network,
    double[] spacing,
    FieldBoundary boundary) {
  /**
   * Copies and checks its arguments.
   *
   * @throws InvalidInputException if no coefficient is free, the numbers of axes differ, or a
   *     spacing is not positive
   */
  public LearnedStencils {
    stencils = List.copyOf(stencils);
    spacing = spacing.clone();
    if (stencils.stream().allMatch(stencil -> stencil.constraints().free() == 0)) {
      throw new InvalidInputException(
          "stencils", stencils, "coefficients to choose", "widen one or lower its accuracy");
    }
    if (spacing.length != boundary.dims()) {
      throw new InvalidInputException(
          "spacing", spacing.length + " numbers", boundary.dims() + "", "give one for each axis");
    }
    for (double h : spacing) {
      if (!(h > 0) || Double.isInfinite(h)) {
        throw new InvalidInputException("spacing", h, "a positive number", "correct it");
      }
    }
    for (LearnedStencil stencil : stencils) {
      if (stencil.axis() < 0 || stencil.axis() >= spacing.length) {
        throw new InvalidInputException(
            "axis of a stencil", stencil.axis(), "0 to " + (spacing.length - 1), "correct it");
      }
    }
  }

  /** Stencils on a periodic grid. */
  public static LearnedStencils periodic(
      CoefficientNetwork network, double[] spacing, LearnedStencil... stencils) {
    return new LearnedStencils(
        List.of(stencils), network, spacing, FieldBoundary.periodic(spacing.length));
  }

  /** A copy. */
  @Override
  public double[] spacing() {
    return spacing.clone();
  }

  /** Coefficients left free, of all stencils: the network's outputs at each point. */
  public int free() {
    return stencils.stream().mapToInt(stencil -> stencil.constraints().free()).sum();
  }

  /**
   * What the stencils approximate, {@code [n, 1, space...]} each, with one face more than cells
   * along the axis of those at faces.
   *
   * @param u {@code [n, variables, space...]}
   * @param scope where the network's parameters are
   * @throws InvalidInputException if the field has not the axes of the boundary
   */
  public List<Value> values(Value u, Scope scope) {
    Value weights = network.apply(u, free(), boundary, spacing, scope);
    List<Value> values = new ArrayList<>();
    long from = 0;
    for (LearnedStencil stencil : stencils) {
      Value candidates = stencil.candidates(u, boundary, spacing);
      Value value = candidates.slice(1, 0, 1);
      int free = stencil.constraints().free();
      if (free > 0) {
        Value chosen = weights.slice(1, from, from + free);
        for (int axis = 2; axis < u.rank(); axis++) {
          chosen = chosen.slice(axis, 0, candidates.type().size(axis));
        }
        Value change = chosen.times(candidates.slice(1, 1, 1L + free)).sumKeepingAxes(1);
        value = value.plus(change);
      }
      values.add(value);
      from += free;
    }
    return List.copyOf(values);
  }

  /**
   * The coefficients the network chooses, in units of the grid, {@code [n, nodes, space...]} each
   * with one place more than there are points along every axis, for the last faces.
   *
   * @param u {@code [n, variables, space...]}
   * @param scope where the network's parameters are
   */
  public List<Value> coefficients(Value u, Scope scope) {
    Value weights = network.apply(u, free(), boundary, spacing, scope);
    List<Value> all = new ArrayList<>();
    long from = 0;
    for (LearnedStencil stencil : stencils) {
      int free = stencil.constraints().free();
      all.add(stencil.coefficients(weights.slice(1, from, from + free)));
      from += free;
    }
    return List.copyOf(all);
  }
}
