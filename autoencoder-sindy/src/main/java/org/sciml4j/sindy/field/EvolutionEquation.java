package org.sciml4j.sindy.field;

import java.util.List;
import java.util.Locale;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.Variable;

/**
 * What a field's derivative in time is: a sum of terms.
 *
 * @param field whose derivative it is
 * @param terms the sum; zero where there are none
 */
public record EvolutionEquation(Variable field, List<WeightedTerm> terms) {
  /** Copies the terms. */
  public EvolutionEquation {
    terms = List.copyOf(terms);
  }

  /**
   * The equation as printed: {@code u_t = -0.5 d_x(u^2) - 1.0 u_xx}.
   *
   * @param digits of the coefficients that count
   */
  public String text(int digits) {
    StringBuilder text = new StringBuilder(field.name() + "_t = ");
    for (int i = 0; i < terms.size(); i++) {
      double coefficient = terms.get(i).coefficient();
      boolean minus = coefficient < 0;
      text.append(i == 0 ? (minus ? "-" : "") : (minus ? " - " : " + "));
      text.append(decimal(Math.abs(coefficient), digits));
      if (!terms.get(i).expression().equals(new Constant(1))) {
        text.append(' ').append(terms.get(i).expression().text());
      }
    }
    return terms.isEmpty() ? text.append('0').toString() : text.toString();
  }

  /** The equation with five digits. */
  public String text() {
    return text(5);
  }

  /** As {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }

  private static String decimal(double value, int digits) {
    if (value == 0 || !Double.isFinite(value)) {
      return Double.toString(value);
    }
    String rounded = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
    int exponent = Integer.parseInt(rounded.substring(rounded.indexOf('e') + 1));
    return exponent < -4 || exponent >= digits
        ? rounded
        : String.format(Locale.ROOT, "%." + Math.max(0, digits - 1 - exponent) + "f", value);
  }
}
