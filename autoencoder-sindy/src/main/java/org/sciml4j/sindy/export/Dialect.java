package org.sciml4j.sindy.export;

import java.util.List;
import org.sciml4j.sindy.expression.ElementaryFunction;

/** What formulas look like in one language. */
interface Dialect {
  /** A number that is not negative. */
  String number(double value);

  /** A whole power from 2 of a base that needs no parentheses where they are not given. */
  String power(String base, int exponent);

  /** A function of arguments. */
  String call(ElementaryFunction function, List<String> arguments);
}
