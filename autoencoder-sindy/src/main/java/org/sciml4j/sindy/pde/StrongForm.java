package org.sciml4j.sindy.pde;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.formulation.RowSink;

/**
 * Equations at points of the grid, as in PDE-FIND (Rudy, Brunton, Proctor and Kutz 2017, Sci. Adv.
 * 3:e1602614): derivatives are estimated from neighbouring values, and every point and time gives a
 * row, but for those whose derivatives need a missing value. Fields are read once, frame by frame.
 *
 * @param space how derivatives in space are estimated
 * @param time how derivatives in time are estimated
 * @param fraction of the points and times that are used, 1 for all
 * @param key chooses them
 */
public record StrongForm(
    LocalDerivative space, LocalDerivative time, double fraction, RandomKey key)
    implements PdeForm {
  /**
   * Checks the fraction.
   *
   * @throws InvalidInputException if it is not above 0 and at most 1
   */
  public StrongForm {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new InvalidInputException(
          "fraction", fraction, "above 0 and at most 1", "say what part of the points to use");
    }
  }

  /** All points, derivatives by central differences of second order. */
  public static StrongForm differences() {
    return of(CentralDifference.secondOrder(), CentralDifference.secondOrder());
  }

  /** All points, derivatives by the given methods. */
  public static StrongForm of(LocalDerivative space, LocalDerivative time) {
    return new StrongForm(space, time, 1, RandomKey.of(0));
  }

  /**
   * All points, derivatives by local polynomials whose width and degree are chosen from the data:
   * as wide as noise asks for and no wider than the fields allow. Two passes over the data.
   *
   * @param order of the highest derivative in space among the terms
   * @throws InvalidInputException if an axis is too short
   */
  public static StrongForm automatic(FieldSource data, int order) {
    return of(PolynomialChoice.space(data, order), PolynomialChoice.time(data));
  }

  /** The same at points drawn at random. */
  public StrongForm sampled(double part, RandomKey draws) {
    return new StrongForm(space, time, part, draws);
  }

  @Override
  public void rows(FieldSource data, List<Expression> terms, RowSink sink) {
    terms.forEach(StrongForm::requireDerivativesOfFields);
    new StrongAssembly(this, data, terms, sink).run();
  }

  private static void requireDerivativesOfFields(Expression term) {
    if (term instanceof SpaceDerivative(Expression of, String axes) && !(of instanceof Variable)) {
      throw new InvalidInputException(
          "term",
          term.text(),
          "derivatives of the fields themselves at points of the grid",
          "differentiate by the product rule, or use the weak form for d_"
              + axes
              + "("
              + of.text()
              + ")");
    }
    term.parts().forEach(StrongForm::requireDerivativesOfFields);
  }
}
