package org.sciml4j.sindy.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Call;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.ElementaryFunction;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Power;
import org.sciml4j.sindy.expression.Product;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Sum;
import org.sciml4j.sindy.expression.Variable;

/** Expressions as formulas with explicit products. */
record Formula(Dialect dialect, Names names) {
  /** Up to this power a variable is multiplied by itself. */
  private static final int SHORT_POWER = 4;

  private static final int WIDTH = 90;

  String of(Expression expression) {
    return switch (expression) {
      case Constant(double value) ->
          value < 0 ? "-" + dialect.number(-value) : dialect.number(value);
      case Variable variable -> names.variables().get(variable);
      case Sum sum -> sum.joined(this::of);
      case Product product -> product(product.factors());
      case Power power -> product(List.of(power));
      case Call call -> call(call);
      case SpaceDerivative derivative ->
          throw new InvalidInputException(
              "term",
              derivative.text(),
              "terms without space derivatives",
              "export it as LaTeX, or bring it into ordinary differential equations");
    };
  }

  private String product(List<Expression> factors) {
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    String sign = "";
    for (Expression factor : factors) {
      if (factor instanceof Constant(double value)) {
        sign = value < 0 ? "-" : "";
        if (Math.abs(value) != 1) {
          above.add(dialect.number(Math.abs(value)));
        }
      } else if (factor instanceof Power(Expression base, int exponent)) {
        (exponent > 0 ? above : below).add(power(base, Math.abs(exponent)));
      } else {
        above.add(closed(factor));
      }
    }
    if (above.isEmpty()) {
      above.add(dialect.number(1));
    }
    String product = sign + String.join(" * ", above);
    return below.isEmpty() ? product : product + " / (" + String.join(" * ", below) + ")";
  }

  private String power(Expression base, int exponent) {
    if (base instanceof Variable && exponent <= SHORT_POWER) {
      return String.join(" * ", Collections.nCopies(exponent, of(base)));
    }
    return exponent == 1 ? closed(base) : dialect.power(closed(base), exponent);
  }

  private String closed(Expression expression) {
    return expression instanceof Sum ? "(" + of(expression) + ")" : of(expression);
  }

  private String call(Call call) {
    if (!(call.function() instanceof ElementaryFunction function)) {
      throw new InvalidInputException(
          "function",
          call.function().symbol(),
          "an elementary function, since the source of others is not known",
          "write the term in elementary functions");
    }
    return dialect.call(function, call.arguments().stream().map(this::of).toList());
  }

  /**
   * A statement in lines that are not too long, broken at spaces.
   *
   * @param indent before the first line
   * @param end after each line but the last
   * @param further before the other lines
   */
  static String wrapped(String indent, String statement, String end, String further) {
    StringBuilder text = new StringBuilder(indent);
    int width = indent.length();
    for (String word : statement.split(" ")) {
      if (width > indent.length() && width + word.length() > WIDTH) {
        text.setLength(text.length() - 1);
        text.append(end).append('\n').append(further);
        width = further.length();
      }
      text.append(word).append(' ');
      width += word.length() + 1;
    }
    text.setLength(text.length() - 1);
    return text.toString();
  }

  /** The equations as people write them, a line each. */
  static List<String> comments(RightHandSide equations) {
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < equations.states().size(); k++) {
      lines.add(equations.states().get(k).rate().text() + " = " + equations.rates().get(k).text());
    }
    return lines;
  }
}
