package org.sciml4j.sindy.formulation;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.differentiation.Derivative;
import org.sciml4j.sindy.differentiation.Differentiation;
import org.sciml4j.sindy.expression.Evaluator;

/**
 * The equation at every sample, with the derivative that a method finds there; where the method
 * smooths, the terms are computed from the smoothed states.
 *
 * @param differentiation finds derivatives of samples
 * @param order of the derivative that the equations give, 1 or 2
 */
public record StrongForm(Differentiation differentiation, int order) implements Formulation {
  /** Refuses orders other than 1 and 2. */
  public StrongForm {
    if (order != 1 && order != 2) {
      throw new InvalidInputException(
          "order of the equations", order, "1 or 2", "take first or second derivatives");
    }
  }

  /** Equations for first derivatives. */
  public static StrongForm of(Differentiation differentiation) {
    return new StrongForm(differentiation, 1);
  }

  /** Equations for second derivatives. */
  public static StrongForm ofSecondOrder(Differentiation differentiation) {
    return new StrongForm(differentiation, 2);
  }

  @Override
  public LeftSide leftSide() {
    return order == 1 ? LeftSide.FIRST_DERIVATIVE : LeftSide.SECOND_DERIVATIVE;
  }

  @Override
  public void rows(Trajectory trajectory, Evaluator terms, RowSink sink) {
    List<Derivative> highest = differentiation.differentiate(trajectory, order);
    List<double[]> inputs = new ArrayList<>(highest.stream().map(Derivative::smoothed).toList());
    if (order == 2) {
      differentiation.differentiate(trajectory, 1).stream()
          .map(Derivative::values)
          .forEach(inputs::add);
    }
    trajectory.controls().stream().map(Column::values).forEach(inputs::add);
    long rows =
        new CompleteRows(inputs, highest.stream().map(Derivative::values).toList(), trajectory)
            .handOn(terms, sink);
    if (rows == 0) {
      throw new InvalidInputException(
          "trajectory from time " + trajectory.times()[0],
          "without a sample at which all variables and derivatives are known",
          "some such samples",
          "fill gaps or leave out the variable that has them");
    }
  }
}
