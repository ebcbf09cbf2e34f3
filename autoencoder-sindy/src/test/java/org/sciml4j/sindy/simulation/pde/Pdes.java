package org.sciml4j.sindy.simulation.pde;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Power;
import org.sciml4j.sindy.expression.Product;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.WeightedTerm;

/** The equations of the tests. */
public final class Pdes {
  /** The fields. */
  public static final Variable U = new Variable("u");

  /** The second field. */
  public static final Variable V = new Variable("v");

  private Pdes() {}

  /** A derivative. */
  public static Expression d(Expression of, String axes) {
    return new SpaceDerivative(of, axes);
  }

  /** A product. */
  public static Expression times(Expression... factors) {
    return new Product(List.of(factors));
  }

  /** A power. */
  public static Expression power(Expression base, int exponent) {
    return new Power(base, exponent);
  }

  /** A term. */
  public static WeightedTerm term(double coefficient, Expression expression) {
    return new WeightedTerm(coefficient, expression);
  }

  /** An equation. */
  public static EvolutionEquation rate(Variable field, WeightedTerm... terms) {
    return new EvolutionEquation(field, Arrays.asList(terms));
  }

  /** u_t = -u u_x + ν u_xx. */
  public static List<EvolutionEquation> burgers(double viscosity) {
    return List.of(rate(U, term(-1, times(U, d(U, "x"))), term(viscosity, d(U, "xx"))));
  }

  /** u_t = -u u_x + ν u_xx, with the derivative outside. */
  public static List<EvolutionEquation> conservativeBurgers(double viscosity) {
    return List.of(rate(U, term(-0.5, d(power(U, 2), "x")), term(viscosity, d(U, "xx"))));
  }

  /** u_t = -6 u u_x - u_xxx. */
  public static List<EvolutionEquation> kortewegDeVries() {
    return List.of(rate(U, term(-3, d(power(U, 2), "x")), term(-1, d(U, "xxx"))));
  }

  /** u_t = -u u_x - u_xxx, with the derivative outside. */
  public static List<EvolutionEquation> scaledKortewegDeVries() {
    return List.of(rate(U, term(-0.5, d(power(U, 2), "x")), term(-1, d(U, "xxx"))));
  }

  /** u_t = -u u_x - u_xx - u_xxxx. */
  public static List<EvolutionEquation> kuramotoSivashinsky() {
    return List.of(
        rate(U, term(-0.5, d(power(U, 2), "x")), term(-1, d(U, "xx")), term(-1, d(U, "xxxx"))));
  }

  /** i q_t + q_xx / 2 + |q|² q = 0 for q = u + i v. */
  public static List<EvolutionEquation> schroedinger() {
    return List.of(
        rate(U, term(-0.5, d(V, "xx")), term(-1, times(power(U, 2), V)), term(-1, power(V, 3))),
        rate(V, term(0.5, d(U, "xx")), term(1, power(U, 3)), term(1, times(U, power(V, 2)))));
  }

  /** u_t = (1-A²) u + β A² v + d Δu, v_t = -β A² u + (1-A²) v + d Δv with A² = u² + v². */
  public static List<EvolutionEquation> lambdaOmega(double d, double beta) {
    return List.of(
        rate(
            U,
            term(1, U),
            term(-1, power(U, 3)),
            term(-1, times(U, power(V, 2))),
            term(beta, times(power(U, 2), V)),
            term(beta, power(V, 3)),
            term(d, d(U, "xx")),
            term(d, d(U, "yy"))),
        rate(
            V,
            term(1, V),
            term(-1, power(V, 3)),
            term(-1, times(power(U, 2), V)),
            term(-beta, power(U, 3)),
            term(-beta, times(U, power(V, 2))),
            term(d, d(V, "xx")),
            term(d, d(V, "yy"))));
  }
}
