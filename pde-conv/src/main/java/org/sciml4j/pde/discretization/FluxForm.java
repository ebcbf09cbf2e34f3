package org.sciml4j.pde.discretization;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/**
 * {@code ∂ū/∂t = -Σ (J_{i+1/2} - J_{i-1/2})/h} for cell averages, with fluxes J at the faces from
 * learned values there: what leaves one cell enters the next, whatever the network does.
 *
 * @param stencils values and derivatives at faces
 * @param flux J
 */
public record FluxForm(LearnedStencils stencils, Flux flux) implements NamedLayer {
  /** A flux, face by face. */
  @FunctionalInterface
  public interface Flux {
    /**
     * The fluxes through the faces of each axis.
     *
     * @param faces {@code [n, 1, space...]} each, in the order of the stencils, with one face more
     *     than cells along the stencil's axis
     * @return {@code [n, variables, space...]} for each axis, of the same faces
     */
    List<Value> through(List<Value> faces);
  }

  /**
   * Checks the stencils.
   *
   * @throws InvalidInputException if one is not at faces
   */
  public FluxForm {
    if (!stencils.stencils().stream().allMatch(LearnedStencil::atFace)) {
      throw new InvalidInputException(
          "stencils", "at points", "all at faces", "use LearnedStencil.atFace");
    }
  }

  /**
   * Burgers' equation on a line: {@code J = q_0²/2 - η q_1} with the value q_0 learned from six
   * cells and the slope q_1 from four. The standard schemes are of orders six and four.
   */
  public static FluxForm burgers(CoefficientNetwork network, double viscosity, double spacing) {
    return new FluxForm(
        LearnedStencils.periodic(
            network,
            new double[] {spacing},
            LearnedStencil.atFace(0, 3, 3),
            LearnedStencil.atFace(1, 2, 2)),
        q -> List.of(q.get(0).square().dividedBy(2).minus(q.get(1).times(viscosity))));
  }

  /**
   * Burgers' equation on a line by Godunov's flux between two learned states, {@code J = G(q_0,
   * q_1) - η q_2}: q_0 and q_1 are the states at the lower and upper sides of a face, learned from
   * six cells, and q_2 is the slope. The standard schemes are the upwind-biased values of order
   * three and the slope of order four.
   */
  public static FluxForm godunovBurgers(
      CoefficientNetwork network, double viscosity, double spacing) {
    double third = 1.0 / 3;
    double sixth = 1.0 / 6;
    LearnedStencil face = LearnedStencil.atFace(0, 3, 3);
    return new FluxForm(
        LearnedStencils.periodic(
            network,
            new double[] {spacing},
            face.standard(0, -sixth, 5 * sixth, third, 0, 0),
            face.standard(0, 0, third, 5 * sixth, -sixth, 0),
            LearnedStencil.atFace(1, 2, 2)),
        q ->
            List.of(
                GodunovFlux.burgers()
                    .between(q.get(0), q.get(1))
                    .minus(q.get(2).times(viscosity))));
  }

  /**
   * Korteweg's and de Vries' equation {@code u_t + (3 u² + u_xx)_x = 0} with value and curvature
   * learned from six cells each.
   */
  public static FluxForm kortewegDeVries(CoefficientNetwork network, double spacing) {
    return new FluxForm(
        LearnedStencils.periodic(
            network,
            new double[] {spacing},
            LearnedStencil.atFace(0, 3, 3),
            LearnedStencil.atFace(2, 3, 3)),
        q -> List.of(q.get(0).square().times(3).plus(q.get(1))));
  }

  /**
   * Kuramoto's and Sivashinsky's equation {@code u_t + (u²/2 + u_x + u_xxx)_x = 0} with value,
   * slope and third derivative learned from six cells each.
   */
  public static FluxForm kuramotoSivashinsky(CoefficientNetwork network, double spacing) {
    return new FluxForm(
        LearnedStencils.periodic(
            network,
            new double[] {spacing},
            LearnedStencil.atFace(0, 3, 3),
            LearnedStencil.atFace(1, 3, 3),
            LearnedStencil.atFace(3, 3, 3)),
        q -> List.of(q.get(0).square().dividedBy(2).plus(q.get(1)).plus(q.get(2))));
  }

  @Override
  public String kind() {
    return "FluxForm";
  }

  /**
   * The rates of change.
   *
   * @throws InvalidInputException if there is not one flux for each axis
   */
  @Override
  public Value compute(Value input, Scope own) {
    List<Value> fluxes = flux.through(stencils.values(input, own));
    double[] spacing = stencils.spacing();
    if (fluxes.size() != spacing.length) {
      throw new InvalidInputException(
          "fluxes", fluxes.size(), spacing.length + ", one for each axis", "correct the flux");
    }
    Value rate = null;
    for (int axis = 0; axis < spacing.length; axis++) {
      Value through = fluxes.get(axis);
      long cells = input.type().size(2 + axis);
      Value below = through.slice(2 + axis, 0, cells);
      Value above = through.slice(2 + axis, 1, cells + 1);
      Value gained = below.minus(above).dividedBy(spacing[axis]);
      rate = rate == null ? gained : rate.plus(gained);
    }
    return rate;
  }
}
