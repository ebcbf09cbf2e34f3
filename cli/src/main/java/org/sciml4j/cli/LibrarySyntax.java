package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.library.ConcatenatedLibrary;
import org.sciml4j.sindy.library.FourierLibrary;
import org.sciml4j.sindy.library.Library;
import org.sciml4j.sindy.library.PolynomialLibrary;
import org.sciml4j.sindy.library.TermLibrary;

/** Reads {@code --library 'poly:2,fourier:1,x sin(y)'}: libraries by name, and formulas. */
final class LibrarySyntax {
  static final String FORMS = "poly:DEGREE, fourier:FREQUENCIES or a formula such as 'x sin(y)'";

  private static final String OPTION = "--library";

  private LibrarySyntax() {}

  static Library parse(String text) {
    List<Library> parts = new ArrayList<>();
    for (String part : split(text)) {
      parts.add(
          switch (MethodText.parse(OPTION, part)) {
            case MethodText method when method.name().equals("poly") ->
                PolynomialLibrary.of(method.atMost(1).whole(0, 2));
            case MethodText method when method.name().equals("fourier") ->
                FourierLibrary.of(method.atMost(1).whole(0, 1));
            case MethodText method when method.has(0) ->
                throw method.bad(FORMS + ", joined by commas");
            default -> new Formula(part.strip());
          });
    }
    return parts.size() == 1 ? parts.getFirst() : new ConcatenatedLibrary(parts);
  }

  /** At commas, but not at those between the arguments of a function. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(text.substring(from, i));
            from = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** A term as text; it is read when the variables are known. */
  private record Formula(String text) implements Library {
    @Override
    public List<Expression> terms(List<Variable> variables) {
      try {
        return TermLibrary.parsed(text).terms(variables);
      } catch (InvalidInputException failure) {
        throw new InvalidInputException(
            OPTION + " is '" + text + "', expected " + FORMS + "; " + failure.getMessage(),
            failure);
      }
    }

    /** As it was given. */
    @Override
    public String toString() {
      return text;
    }
  }
}
