package org.sciml4j.sindy.expression;

import java.util.List;

/** A function of one or more numbers that an expression may call. */
public interface Function {
  /** Its name in formulas: {@code sin}. */
  String symbol();

  /** How many arguments it takes. */
  int arity();

  /** Its value at a point; the array is the caller's. */
  double apply(double... arguments);

  /**
   * The partial derivative with respect to an argument, as an expression in the arguments.
   *
   * @throws UnsupportedOperationException if it is not known
   */
  Expression derivative(List<Expression> arguments, int with);
}
