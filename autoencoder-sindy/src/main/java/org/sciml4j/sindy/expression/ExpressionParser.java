package org.sciml4j.sindy.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;

/**
 * Reads expressions as {@link Expression#text} writes them and as people type them: {@code x^2 y},
 * {@code 2*x**2/(0.3 + x)}, {@code sin(2 x)}, {@code u u_x}, {@code d_xx(u^2)}, {@code x x'}. A
 * product needs no sign; {@code pi} is the number unless a variable has the name.
 */
public final class ExpressionParser {
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Function> functions = new LinkedHashMap<>();

  /**
   * A reader of expressions in the elementary functions.
   *
   * @param variables that may occur, with their rates and space derivatives
   */
  public ExpressionParser(List<Variable> variables) {
    this(variables, List.of());
  }

  /**
   * A reader of expressions in the elementary functions and others.
   *
   * @param variables that may occur, with their rates and space derivatives
   * @param custom functions by their symbols
   * @throws InvalidInputException if a function has the name of another or of a variable
   */
  public ExpressionParser(List<Variable> variables, List<? extends Function> custom) {
    variables.forEach(variable -> this.variables.put(variable.name(), variable));
    for (ElementaryFunction function : ElementaryFunction.values()) {
      functions.put(function.symbol(), function);
    }
    for (Function function : custom) {
      if (this.variables.containsKey(function.symbol())
          || functions.put(function.symbol(), function) != null) {
        throw new InvalidInputException(
            "name of a function",
            "'" + function.symbol() + "'",
            "a name that neither a variable nor another function has",
            "rename the function");
      }
    }
  }

  /**
   * Reads one expression.
   *
   * @throws InvalidInputException if the text is none, telling the position and what was expected
   */
  public Expression parse(String text) {
    return new Reading(new Tokens(text)).whole();
  }

  private final class Reading {
    private static final int DEEPEST = 200;
    private static final String START = "a number, a variable, a function or '('";

    private final Tokens tokens;
    private int depth;

    Reading(Tokens tokens) {
      this.tokens = tokens;
    }

    Expression whole() {
      Expression expression = sum();
      if (!tokens.atEnd()) {
        throw tokens.expected("an operator or the end");
      }
      return expression;
    }

    private Expression sum() {
      if (++depth > DEEPEST) {
        throw tokens.expected("at most " + DEEPEST + " nested parentheses");
      }
      List<Expression> terms = new ArrayList<>();
      terms.add(term());
      while (tokens.is("+") || tokens.is("-")) {
        boolean minus = tokens.is("-");
        tokens.advance();
        Expression term = term();
        terms.add(minus ? term.times(-1) : term);
      }
      depth--;
      return Sum.of(terms);
    }

    private Expression term() {
      int sign = 1;
      while (tokens.is("+") || tokens.is("-")) {
        sign = tokens.is("-") ? -sign : sign;
        tokens.advance();
      }
      Expression product = power().times(sign);
      while (true) {
        if (tokens.take("*")) {
          product = product.times(signedPower());
        } else if (tokens.is("/")) {
          int position = tokens.position();
          tokens.advance();
          Expression divisor = signedPower();
          if (divisor.equals(Constant.ZERO)) {
            throw tokens.expectedAt(position, "no division by zero");
          }
          product = product.dividedBy(divisor);
        } else if (tokens.startsFactor()) {
          product = product.times(power());
        } else {
          return product;
        }
      }
    }

    private Expression signedPower() {
      return tokens.take("-") ? power().times(-1) : power();
    }

    private Expression power() {
      Expression base = primary();
      if (!tokens.take("^")) {
        return base;
      }
      int position = tokens.position();
      Expression exponent = tokens.take("-") ? primary().times(-1) : primary();
      if (exponent instanceof Constant constant
          && constant.value() == Math.rint(constant.value())) {
        if (Math.abs(constant.value()) > 1000) {
          throw tokens.expectedAt(position, "a whole exponent within 1000");
        }
        if (base.equals(Constant.ZERO) && constant.value() < 0) {
          throw tokens.expectedAt(position, "no negative power of zero");
        }
        return base.power((int) constant.value());
      }
      return Call.of(ElementaryFunction.POW, List.of(base, exponent));
    }

    private Expression primary() {
      int position = tokens.position();
      if (tokens.take("(")) {
        Expression inside = sum();
        close();
        return inside;
      }
      if (tokens.isNumber()) {
        double value = Double.parseDouble(tokens.advance());
        if (Double.isInfinite(value)) {
          throw tokens.expectedAt(position, "a number below 1.8e308");
        }
        return new Constant(value);
      }
      if (tokens.isQuoted()) {
        String quoted = tokens.advance();
        String name = quoted.substring(1, quoted.length() - 1);
        return quantity(name).orElseGet(() -> unknown(name, position));
      }
      if (!tokens.isName()) {
        throw tokens.expected(START);
      }
      String name = tokens.advance();
      return quantity(name)
          .orElseGet(() -> tokens.is("(") ? call(name, position) : unknown(name, position));
    }

    private Expression call(String name, int position) {
      if (!functions.containsKey(name) && !name.matches("d_[a-z]+")) {
        throw tokens.expectedAt(position, "one of the functions " + joined(functions) + ", d_x");
      }
      tokens.advance();
      List<Expression> arguments = new ArrayList<>();
      do {
        arguments.add(sum());
      } while (tokens.take(","));
      close();
      Function function = functions.get(name);
      int arity = function == null ? 1 : function.arity();
      if (arguments.size() != arity) {
        throw tokens.expectedAt(
            position, arity + (arity == 1 ? " argument of " : " arguments of ") + name);
      }
      return function == null
          ? SpaceDerivative.of(arguments.getFirst(), name.substring(2))
          : Call.of(function, arguments);
    }

    /** A variable, its rate or a space derivative of it, which a parenthesis may follow. */
    private Optional<Expression> quantity(String name) {
      if (variables.containsKey(name)) {
        return Optional.of(variables.get(name));
      }
      Variable state = variables.get(name.replaceFirst("'$", ""));
      if (state != null) {
        return Optional.of(state.rate());
      }
      int underscore = name.lastIndexOf('_');
      if (underscore > 0 && name.substring(underscore + 1).matches("[a-z]+")) {
        Variable field = variables.get(name.substring(0, underscore));
        if (field != null) {
          return Optional.of(SpaceDerivative.of(field, name.substring(underscore + 1)));
        }
      }
      return name.equals("pi") ? Optional.of(new Constant(Math.PI)) : Optional.empty();
    }

    private Expression unknown(String name, int position) {
      if (functions.containsKey(name)) {
        throw tokens.expected("'(' after the function " + name);
      }
      throw tokens.expectedAt(position, "one of the variables " + joined(variables));
    }

    private void close() {
      if (!tokens.take(")")) {
        throw tokens.expected("')'");
      }
    }

    private static String joined(Map<String, ?> named) {
      return named.keySet().stream().collect(Collectors.joining(", "));
    }
  }
}
