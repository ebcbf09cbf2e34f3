package org.sciml4j.validation.solver;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Power;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;
import org.sciml4j.sindy.simulation.pde.PdeSimulation;
import org.sciml4j.sindy.simulation.pde.TimeScheme;

/**
 * Equations with constant coefficients on a periodic grid of one to three dimensions, to be solved
 * by Fourier modes and ETDRK4 (Kassam and Trefethen 2005, SIAM J. Sci. Comput. 26:1214) without
 * aliasing of quadratic terms.
 *
 * @param grid whose axes' letters are those of the derivatives
 */
public record PeriodicEquations(SpaceGrid grid) {
  private static final Variable U = new Variable("u");
  private static final Variable V = new Variable("v");

  /** {@code u_t = κ ∇²u}, exact for any step. */
  public PdeSimulation heat(double diffusivity) {
    return solver(Double.MAX_VALUE, equation(U, laplacian(U, diffusivity)));
  }

  /**
   * {@code u_t = -c·∇u + κ ∇²u}, exact for any step.
   *
   * @param velocity c along each axis of the grid
   * @param diffusivity κ, zero for advection alone
   * @throws InvalidInputException if there is not one component for each axis
   */
  public PdeSimulation convectionDiffusion(double[] velocity, double diffusivity) {
    List<String> axes = grid.names();
    if (velocity.length != axes.size()) {
      throw new InvalidInputException(
          "velocity",
          velocity.length + " components",
          "one for each of " + axes,
          "give the velocity along each axis, slowest first");
    }
    Stream<WeightedTerm> transport =
        Stream.iterate(0, axis -> axis + 1)
            .limit(velocity.length)
            .map(axis -> new WeightedTerm(-velocity[axis], d(U, axes.get(axis))));
    return solver(
        Double.MAX_VALUE, equation(U, Stream.concat(transport, laplacian(U, diffusivity))));
  }

  /** Burgers' equation {@code u_t = -u u_x + ν u_xx} on one axis. */
  public PdeSimulation burgers(double viscosity, double step) {
    String x = axis(0, 1);
    return solver(
        step,
        equation(U, Stream.concat(term(-0.5, d(new Power(U, 2), x)), laplacian(U, viscosity))));
  }

  /**
   * Burgers' equation of a velocity (u, v) in the plane: {@code u_t = -u u_x - v u_y + ν ∇²u},
   * {@code v_t = -u v_x - v v_y + ν ∇²v}; x is the last axis (PDE-Net 2.0: Long, Lu and Dong 2019,
   * J. Comput. Phys. 399:108925, equation 5).
   */
  public PdeSimulation vectorBurgers(double viscosity, double step) {
    return solver(step, equation(U, carried(U, viscosity)), equation(V, carried(V, viscosity)));
  }

  private Stream<WeightedTerm> carried(Variable field, double viscosity) {
    return Stream.of(
            term(-1, U.times(d(field, axis(1, 2)))),
            term(-1, V.times(d(field, axis(0, 2)))),
            laplacian(field, viscosity))
        .flatMap(terms -> terms);
  }

  /** Korteweg and de Vries: {@code u_t = -6 u u_x - u_xxx}. */
  public PdeSimulation kortewegDeVries(double step) {
    String x = axis(0, 1);
    return solver(
        step,
        equation(U, Stream.concat(term(-3, d(new Power(U, 2), x)), term(-1, d(U, x + x + x)))));
  }

  /** Kuramoto and Sivashinsky: {@code u_t = -u u_x - u_xx - u_xxxx}. */
  public PdeSimulation kuramotoSivashinsky(double step) {
    String x = axis(0, 1);
    return solver(
        step,
        equation(
            U,
            Stream.of(
                    term(-0.5, d(new Power(U, 2), x)),
                    term(-1, d(U, x + x)),
                    term(-1, d(U, x + x + x + x)))
                .flatMap(terms -> terms)));
  }

  /**
   * The λ-ω system {@code u_t = (1 - A²) u + β A² v + d ∇²u}, {@code v_t = -β A² u + (1 - A²) v + d
   * ∇²v}, {@code A² = u² + v²}.
   */
  public PdeSimulation lambdaOmega(double diffusivity, double beta, double step) {
    return solver(
        step,
        equation(U, Stream.concat(reaction(U, V, beta), laplacian(U, diffusivity))),
        equation(V, Stream.concat(reaction(V, U, -beta), laplacian(V, diffusivity))));
  }

  /** {@code (1 - A²) of + β A² other}. */
  private static Stream<WeightedTerm> reaction(Variable of, Variable other, double beta) {
    Expression squared = new Power(U, 2).plus(new Power(V, 2));
    return Stream.of(term(1, of), term(-1, squared.times(of)), term(beta, squared.times(other)))
        .flatMap(terms -> terms);
  }

  /**
   * The λ-ω system carried by its own velocity (u, v) in the plane: the right-hand sides of {@link
   * #lambdaOmega} and {@link #vectorBurgers} together, with one diffusivity (the
   * convection-diffusion-reaction equation of PDE-Net 2.0).
   */
  public PdeSimulation convectedLambdaOmega(double diffusivity, double beta, double step) {
    return solver(
        step,
        equation(U, Stream.concat(reaction(U, V, beta), carried(U, diffusivity))),
        equation(V, Stream.concat(reaction(V, U, -beta), carried(V, diffusivity))));
  }

  /** Cahn and Hilliard: {@code u_t = ∇²(u³ - u - γ ∇²u)}. */
  public PdeSimulation cahnHilliard(double gamma, double step) {
    Stream<WeightedTerm> chemical =
        grid.names().stream()
            .flatMap(a -> Stream.concat(term(1, d(new Power(U, 3), a + a)), term(-1, d(U, a + a))));
    Stream<WeightedTerm> surface =
        grid.names().stream()
            .flatMap(a -> grid.names().stream().flatMap(b -> term(-gamma, d(U, a + a + b + b))));
    return solver(step, equation(U, Stream.concat(chemical, surface)));
  }

  private PdeSimulation solver(double step, EvolutionEquation... equations) {
    return new PdeSimulation(Arrays.asList(equations), grid, TimeScheme.ETDRK4, step);
  }

  private String axis(int number, int dimensions) {
    if (grid.axes().size() != dimensions) {
      throw new InvalidInputException(
          "grid", "axes " + grid.names(), dimensions + " of them", "give a grid of that dimension");
    }
    return grid.names().get(number);
  }

  private static EvolutionEquation equation(Variable field, Stream<WeightedTerm> terms) {
    return new EvolutionEquation(field, terms.toList());
  }

  private static Stream<WeightedTerm> term(double coefficient, Expression expression) {
    return Stream.of(new WeightedTerm(coefficient, expression));
  }

  private Stream<WeightedTerm> laplacian(Variable field, double factor) {
    return grid.names().stream().map(axis -> new WeightedTerm(factor, d(field, axis + axis)));
  }

  private static Expression d(Expression of, String axes) {
    return SpaceDerivative.of(of, axes);
  }
}
