package org.sciml4j.sindy.library;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/** What libraries demand of variables and terms. */
final class Terms {
  private Terms() {}

  static void requireVariables(List<Variable> variables) {
    if (variables.isEmpty()) {
      throw new InvalidInputException(
          "variables of a library", "none", "one or more", "name the variables");
    }
    requireDistinct("variables of a library", variables);
  }

  static void requireDistinct(String what, List<? extends Expression> expressions) {
    Set<Expression> seen = new HashSet<>();
    for (Expression expression : expressions) {
      if (!seen.add(expression)) {
        throw new InvalidInputException(
            what, names(expressions), "each once", "remove one " + expression.text());
      }
    }
  }

  static String names(List<? extends Expression> expressions) {
    return expressions.stream().map(Expression::text).collect(Collectors.joining(", "));
  }

  static void requireAtLeast(String what, int value, int least) {
    if (value < least) {
      throw new InvalidInputException(
          what, value, least + " or more", "give a whole number not below " + least);
    }
  }
}
