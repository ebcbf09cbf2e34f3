package org.sciml4j.sindy.pde;

import java.util.List;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.regression.LeastSquaresProblem;

/** A way to turn data of fields into linear equations for the coefficients of candidate terms. */
@FunctionalInterface
public interface PdeForm {
  /**
   * The columns of the terms; the targets are the derivatives in time of the fields.
   *
   * @param data the fields
   * @param terms in the fields and derivatives along the axes of their grid
   * @throws org.sciml4j.core.InvalidInputException if the data are too short for the form, or a
   *     term needs what the data do not have
   */
  LeastSquaresProblem problem(FieldSource data, List<Expression> terms);
}
