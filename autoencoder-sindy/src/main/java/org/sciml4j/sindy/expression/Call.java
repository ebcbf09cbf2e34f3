package org.sciml4j.sindy.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function of expressions.
 *
 * @param function what is called
 * @param arguments what it is called with
 */
public record Call(Function function, List<Expression> arguments) implements Expression {
  /** Copies the arguments. */
  public Call {
    arguments = List.copyOf(arguments);
  }

  @Override
  public String text() {
    return arguments.stream()
        .map(Expression::text)
        .collect(Collectors.joining(", ", function.name() + "(", ")"));
  }

  @Override
  public Expression derivative(Variable variable) {
    List<Expression> terms = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      terms.add(
          new Product(
              List.of(function.derivative(arguments, i), arguments.get(i).derivative(variable))));
    }
    return terms.size() == 1 ? terms.getFirst() : new Sum(terms);
  }
}
