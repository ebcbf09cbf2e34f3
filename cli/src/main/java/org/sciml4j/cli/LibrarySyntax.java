package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.library.ConcatenatedLibrary;
import org.sciml4j.sindy.library.FourierLibrary;
import org.sciml4j.sindy.library.Library;
import org.sciml4j.sindy.library.PdeLibrary;
import org.sciml4j.sindy.library.PolynomialLibrary;
import org.sciml4j.sindy.library.SpaceDerivatives;
import org.sciml4j.sindy.library.TermLibrary;
import org.sciml4j.sindy.library.WeakPdeLibrary;

/** Reads {@code --library 'poly:2,fourier:1,x sin(y)'}: libraries by name, and formulas. */
final class LibrarySyntax {
  static final String FORMS = "poly:DEGREE, fourier:FREQUENCIES or a formula such as 'x sin(y)'";
  static final String FIELD_FORMS =
      "poly:DEGREE, fourier:FREQUENCIES, derivatives:ORDER, mixed:ORDER or a formula such as"
          + " 'u u_x'";

  private static final String OPTION = "--library";

  private LibrarySyntax() {}

  /** Terms in states. */
  static Library parse(String text) {
    return together(split(text).stream().map(part -> part(part, FORMS)).toList());
  }

  /**
   * Terms in fields: libraries of the fields alone are multiplied with the derivatives, or
   * differentiated as a whole in the weak form; formulas stay as they are.
   *
   * @param axes letters of the axes
   */
  static Library ofFields(String text, String axes, boolean weak) {
    List<Library> functions = new ArrayList<>();
    List<Library> formulas = new ArrayList<>();
    SpaceDerivatives wanted = null;
    int factors = 1;
    for (String part : split(text)) {
      MethodText method = MethodText.parse(OPTION, part);
      if (method.name().equals("derivatives") || method.name().equals("mixed")) {
        SpaceDerivatives all = SpaceDerivatives.upTo(method.atMost(2).whole(0, 2), axes);
        wanted = method.name().equals("mixed") ? all : all.withoutMixed();
        factors = method.whole(1, 1);
        if (weak && factors != 1) {
          throw method.bad("one derivative in each term in the weak form");
        }
      } else {
        Library library = part(part, FIELD_FORMS);
        (library instanceof Formula ? formulas : functions).add(library);
      }
    }
    List<Library> all = new ArrayList<>();
    if (wanted != null) {
      Library of = functions.isEmpty() ? PolynomialLibrary.of(1) : together(functions);
      all.add(weak ? new WeakPdeLibrary(of, wanted) : new PdeLibrary(of, wanted, factors));
    } else {
      all.addAll(functions);
    }
    all.addAll(formulas);
    return together(all);
  }

  private static Library part(String text, String forms) {
    return switch (MethodText.parse(OPTION, text)) {
      case MethodText method when method.name().equals("poly") ->
          PolynomialLibrary.of(method.atMost(1).whole(0, 2));
      case MethodText method when method.name().equals("fourier") ->
          FourierLibrary.of(method.atMost(1).whole(0, 1));
      case MethodText method when method.has(0) -> throw method.bad(forms + ", joined by commas");
      default -> new Formula(text.strip(), forms);
    };
  }

  private static Library together(List<Library> parts) {
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
  private record Formula(String text, String forms) implements Library {
    @Override
    public List<Expression> terms(List<Variable> variables) {
      try {
        return TermLibrary.parsed(text).terms(variables);
      } catch (InvalidInputException failure) {
        throw new InvalidInputException(
            OPTION + " is '" + text + "', expected " + forms + "; " + failure.getMessage(),
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
