package org.sciml4j.sindy.library;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.sindy.expression.Call;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Function;
import org.sciml4j.sindy.expression.Variable;

/**
 * Functions of each choice of as many different variables as they take, in the order of the
 * variables: {@code f(x), f(y), g(x, y)}.
 *
 * @param functions elementary ones or the user's own
 */
public record FunctionLibrary(List<Function> functions) implements Library {
  /** Copies the list. */
  public FunctionLibrary {
    functions = List.copyOf(functions);
  }

  /** Functions of each choice of as many different variables as they take. */
  public static FunctionLibrary of(Function... functions) {
    return new FunctionLibrary(List.of(functions));
  }

  @Override
  public List<Expression> terms(List<Variable> variables) {
    Terms.requireVariables(variables);
    List<Expression> terms = new ArrayList<>();
    for (Function function : functions) {
      Terms.requireAtLeast(
          "number of variables for " + function.symbol(), variables.size(), function.arity());
      choose(function, variables, 0, new ArrayList<>(), terms);
    }
    Terms.requireDistinct("terms of a library of functions", terms);
    return List.copyOf(terms);
  }

  private static void choose(
      Function function,
      List<Variable> variables,
      int from,
      List<Expression> chosen,
      List<Expression> terms) {
    if (chosen.size() == function.arity()) {
      terms.add(Call.of(function, chosen));
      return;
    }
    for (int i = from; i < variables.size(); i++) {
      chosen.add(variables.get(i));
      choose(function, variables, i + 1, chosen, terms);
      chosen.removeLast();
    }
  }
}
