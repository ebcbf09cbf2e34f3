package org.sciml4j.pde.discretization;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/**
 * {@code ∂u/∂t} as a function of the field and its learned derivatives at the grid points.
 *
 * @param stencils the derivatives, all at points
 * @param equation the right-hand side
 */
public record PlainForm(LearnedStencils stencils, Equation equation) implements NamedLayer {
  /** A right-hand side, point by point. */
  @FunctionalInterface
  public interface Equation {
    /**
     * The rates of change.
     *
     * @param u {@code [n, variables, space...]}
     * @param derivatives {@code [n, 1, space...]} each, in the order of the stencils
     * @return {@code [n, variables, space...]}
     */
    Value rate(Value u, List<Value> derivatives);
  }

  /**
   * Checks the stencils.
   *
   * @throws InvalidInputException if one is at faces
   */
  public PlainForm {
    if (stencils.stencils().stream().anyMatch(LearnedStencil::atFace)) {
      throw new InvalidInputException(
          "stencils", "at faces", "all at points", "use a FluxForm for values at faces");
    }
  }

  /** Burgers' equation on a line: {@code -u q_0 + η q_1} with q learned from 5 points each. */
  public static PlainForm burgers(CoefficientNetwork network, double viscosity, double spacing) {
    return new PlainForm(
        LearnedStencils.periodic(
            network,
            new double[] {spacing},
            LearnedStencil.atPoint(1, 2, 2),
            LearnedStencil.atPoint(2, 2, 2)),
        (u, q) -> q.get(1).times(viscosity).minus(u.times(q.get(0))));
  }

  @Override
  public String kind() {
    return "PlainForm";
  }

  @Override
  public Value compute(Value input, Scope own) {
    return equation.rate(input, stencils.values(input, own));
  }
}
