package org.sciml4j.sindy.expression;

import java.util.regex.Pattern;
import org.sciml4j.core.InvalidInputException;

/**
 * A quantity by name: a state, a control input, a parameter, a field, or the rate {@code x'} of a
 * state.
 *
 * @param name as the user knows it, of any characters but line breaks and backquotes
 */
public record Variable(String name) implements Expression {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*'*");
  private static final String RATE = "'";

  /**
   * A quantity by name.
   *
   * @throws InvalidInputException if the name is blank or has line breaks or backquotes
   */
  public Variable {
    if (name.isBlank() || name.matches("(?s).*[`\\v].*")) {
      throw new InvalidInputException(
          "variable name",
          "'" + name.replaceAll("\\v", " ") + "'",
          "a name without line breaks and backquotes",
          "rename the variable");
    }
  }

  /** The rate of change of this quantity, {@code x'}. */
  public Variable rate() {
    return new Variable(name + RATE);
  }

  /** Whether this is the rate of change of another quantity by its name. */
  public boolean isRate() {
    return name.endsWith(RATE) && name.length() > 1;
  }

  /** The name, in backquotes if it would not be read as one name: {@code `wind speed`}. */
  @Override
  public String text() {
    return PLAIN.matcher(name).matches() ? name : "`" + name + "`";
  }

  @Override
  public Expression derivative(Variable variable) {
    return equals(variable) ? Constant.ONE : Constant.ZERO;
  }
}
