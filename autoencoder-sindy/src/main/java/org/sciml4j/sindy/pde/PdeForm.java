package org.sciml4j.sindy.pde;

import java.util.List;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.formulation.RowList;
import org.sciml4j.sindy.formulation.RowSink;
import org.sciml4j.sindy.regression.LeastSquaresAccumulator;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
import org.sciml4j.sindy.regression.Samples;

/** A way to turn data of fields into linear equations for the coefficients of candidate terms. */
@FunctionalInterface
public interface PdeForm {
  /**
   * Hands on the rows of the terms; the targets are the derivatives in time of the fields. All rows
   * have weight 1.
   *
   * @param data the fields
   * @param terms in the fields and derivatives along the axes of their grid
   * @throws org.sciml4j.core.InvalidInputException if the data are too short for the form, or a
   *     term needs what the data do not have
   */
  void rows(FieldSource data, List<Expression> terms, RowSink sink);

  /** The regression problem of all rows, in memory that does not depend on their number. */
  default LeastSquaresProblem problem(FieldSource data, List<Expression> terms) {
    LeastSquaresAccumulator rows =
        new LeastSquaresAccumulator(
            terms.stream().map(Expression::text).toList(), data.names().size());
    rows(data, terms, (theta, targets, _, count) -> rows.add(theta, targets, null, 0, count));
    return rows.problem();
  }

  /** All rows in memory, to draw from. */
  default Samples samples(FieldSource data, List<Expression> terms) {
    RowList rows = new RowList(terms.stream().map(Expression::text).toList(), data.names().size());
    rows(data, terms, rows);
    return rows.samples();
  }
}
