package org.sciml4j.sindy;

import java.util.Locale;
import org.sciml4j.operators.notation.ShortNumber;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.Expression;

/**
 * A term of an equation with its coefficient.
 *
 * @param expression the term
 * @param coefficient its factor, not zero
 * @param standardError of the coefficient; NaN where nothing is known of it
 */
public record Term(Expression expression, double coefficient, double standardError) {
  private static final double LARGEST_PLAIN = 1e6;

  /** The coefficient's magnitude and the term: {@code 9.999 x}. */
  String magnitude(int decimals) {
    String number = number(Math.abs(coefficient), decimals);
    return expression.equals(new Constant(1)) ? number : number + " " + expression.text();
  }

  /** So many decimals, or as many significant digits where those would hide the number. */
  private static String number(double value, int decimals) {
    boolean plain = value >= Math.pow(10, -1.0) - Math.pow(10, -decimals) && value < LARGEST_PLAIN;
    return plain
        ? String.format(Locale.ROOT, "%." + decimals + "f", value)
        : ShortNumber.decimal(value, decimals);
  }
}
