package org.sciml4j.sindy.expression;

import java.util.List;

/** A function of one or more numbers that an expression may call. */
public interface Function {
  /** Its name in formulas and in source code. */
  String name();

  /** Its value at a point. */
  double apply(double... arguments);

  /**
   * The partial derivative with respect to an argument, as an expression in the arguments.
   *
   * @throws UnsupportedOperationException if it is not known
   */
  Expression derivative(List<Expression> arguments, int with);
}
