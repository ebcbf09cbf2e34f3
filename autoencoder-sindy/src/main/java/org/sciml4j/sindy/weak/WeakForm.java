package org.sciml4j.sindy.weak;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.formulation.RowSink;
import org.sciml4j.sindy.pde.PdeForm;

/**
 * The weak form of Messenger and Bortz (2021, J. Comput. Phys. 443:110525): with ψ the product of
 * test functions along all axes, u_t = Σ w D^α f(u) becomes, at every centre (x, t),
 *
 * <pre>
 *   ∫∫ (∂_t ψ)(x - y, t - s) u dy ds = Σ w ∫∫ (D^α ψ)(x - y, t - s) f(u) dy ds,
 * </pre>
 *
 * so that no noisy value is ever differentiated. Integrals are sums over the grid, which converge
 * fast because ψ and its derivatives vanish where they are cut off. Fields are read once, frame by
 * frame; memory is for one frame and for the centres whose test functions reach it.
 *
 * @param space the test functions along the axes of space, in their order
 * @param time the test functions in time
 */
public record WeakForm(List<TestFunction> space, TestFunction time) implements PdeForm {
  /** Copies the list. */
  public WeakForm {
    space = List.copyOf(space);
  }

  /**
   * Test functions chosen from the spectrum of the data, one pass over which this takes.
   *
   * @param order of the highest derivative in space among the terms
   */
  public static WeakForm automatic(FieldSource data, int order) {
    return AutomaticTestFunctions.form(data, order);
  }

  @Override
  public void rows(FieldSource data, List<Expression> terms, RowSink sink) {
    WeakAssembly assembly = assembly(data, terms);
    RowCollector rows =
        new RowCollector(sink, terms.size(), data.names().size(), assembly.centres());
    assembly.run(rows);
    rows.flush();
  }

  /**
   * What computes the rows.
   *
   * @throws InvalidInputException if the test functions do not fit the data, or a term has
   *     derivatives inside
   */
  WeakAssembly assembly(FieldSource data, List<Expression> terms) {
    if (space.size() != data.grid().axes().size()) {
      throw new InvalidInputException(
          "test functions in space",
          space.size() + " of them",
          "one for each of the axes " + data.grid().names(),
          "give every axis its test function");
    }
    for (int axis = 0; axis < space.size(); axis++) {
      requireRoom(space.get(axis), data.grid().axes().get(axis));
    }
    requireRoom(time, data.time());
    if (data.time().periodic()) {
      throw new InvalidInputException(
          "time", "periodic", "an axis with two ends", "make the time axis bounded");
    }
    terms.forEach(WeakForm::requireWholeDerivative);
    return new WeakAssembly(this, data, terms);
  }

  private static void requireWholeDerivative(Expression term) {
    Expression function = term instanceof SpaceDerivative whole ? whole.of() : term;
    if (hasDerivative(function)) {
      throw new InvalidInputException(
          "term",
          term.text(),
          "functions of the fields, or whole derivatives of them, in the weak form",
          "write it as a derivative, such as d_x(u^2) for 2 u u_x, or use the strong form");
    }
  }

  private static boolean hasDerivative(Expression expression) {
    return expression instanceof SpaceDerivative
        || expression.parts().stream().anyMatch(WeakForm::hasDerivative);
  }

  private static void requireRoom(TestFunction function, FieldAxis axis) {
    if (function.width() > axis.points()) {
      throw new InvalidInputException(
          "half-width m of the test function along " + axis.name(),
          function.halfWidth(),
          "at most " + (axis.points() - 1) / 2 + " on " + axis.points() + " points",
          "make the test function narrower or give more data");
    }
  }
}
