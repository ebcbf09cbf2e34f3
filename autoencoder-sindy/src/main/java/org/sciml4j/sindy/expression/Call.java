package org.sciml4j.sindy.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;

/**
 * A function of expressions; {@link #of} makes it in normal form.
 *
 * @param function what is called
 * @param arguments what it is called with
 */
public record Call(Function function, List<Expression> arguments) implements Expression {
  /**
   * Copies the arguments.
   *
   * @throws InvalidInputException if there are not as many as the function takes
   */
  public Call {
    arguments = List.copyOf(arguments);
    if (arguments.size() != function.arity()) {
      throw new InvalidInputException(
          "number of arguments of " + function.symbol(),
          arguments.size(),
          Integer.toString(function.arity()),
          "give each argument once, separated by commas");
    }
  }

  /** A function of expressions; its value if they are numbers. */
  public static Expression of(Function function, List<? extends Expression> arguments) {
    Call call = new Call(function, List.copyOf(arguments));
    return arguments.stream().allMatch(Constant.class::isInstance)
        ? new Constant(
            function.apply(
                arguments.stream().mapToDouble(number -> ((Constant) number).value()).toArray()))
        : call;
  }

  /** A function of one expression. */
  public static Expression of(Function function, Expression argument) {
    return of(function, List.of(argument));
  }

  @Override
  public String text() {
    return arguments.stream()
        .map(Expression::text)
        .collect(Collectors.joining(", ", function.symbol() + "(", ")"));
  }

  @Override
  public Expression derivative(Variable variable) {
    List<Expression> terms = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Expression inner = arguments.get(i).derivative(variable);
      if (!inner.equals(Constant.ZERO)) {
        terms.add(function.derivative(arguments, i).times(inner));
      }
    }
    return Sum.of(terms);
  }
}
