package org.sciml4j.sindy.expression;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Expressions in the mathematics of LaTeX. */
final class Latex {
  private static final Set<String> GREEK =
      Set.of(
          ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma"
                  + " tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon"
                  + " Phi Psi Omega")
              .split(" "));
  private static final Set<String> OPERATORS =
      Set.of("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "log");
  private static final Pattern INDEXED = Pattern.compile("(.*?\\D)_?(\\d+)|([^_]+)_(.+)");

  private Latex() {}

  static String of(Expression expression) {
    return switch (expression) {
      case Constant constant -> number(constant.text());
      case Variable variable -> name(variable.name());
      case Sum sum -> sum.joined(Latex::of);
      case Product product -> product(product.factors());
      case Power power when power.exponent() < 0 -> product(List.of(power));
      case Power power -> power(power.base(), power.exponent());
      case Call call -> call(call);
      case SpaceDerivative(Variable field, String axes) ->
          "{" + name(field.name()) + "}_{" + axes + "}";
      case SpaceDerivative(Expression of, String axes) ->
          "\\partial_{" + axes + "}\\left(" + of(of) + "\\right)";
    };
  }

  private static String number(String text) {
    return text.contains("e") ? text.replaceFirst("e(.+)", " \\\\cdot 10^{$1}") : text;
  }

  private static String product(List<Expression> factors) {
    List<Expression> above = factors.stream().filter(factor -> !isBelow(factor)).toList();
    List<Expression> below =
        factors.stream().filter(Latex::isBelow).map(factor -> factor.power(-1)).toList();
    if (below.isEmpty()) {
      return factors(above);
    }
    String numerator = above.isEmpty() ? "1" : factors(above);
    String sign = numerator.startsWith("-") ? "-" : "";
    String top = numerator.substring(sign.length());
    return sign + "\\frac{" + (top.isEmpty() ? "1" : top) + "}{" + factors(below) + "}";
  }

  private static boolean isBelow(Expression factor) {
    return factor instanceof Power power && power.exponent() < 0;
  }

  private static String factors(List<Expression> factors) {
    if (factors.size() == 1) {
      return of(factors.getFirst());
    }
    boolean minus = factors.getFirst().equals(new Constant(-1));
    return factors.stream()
        .skip(minus ? 1 : 0)
        .map(factor -> factor instanceof Sum ? "\\left(" + of(factor) + "\\right)" : of(factor))
        .collect(Collectors.joining(" \\, ", minus ? "-" : "", ""));
  }

  private static String power(Expression base, int exponent) {
    String text = of(base);
    return switch (base) {
      case Variable _ -> "{" + text + "}^{" + exponent + "}";
      case SpaceDerivative(Variable _, String _) -> text + "^{" + exponent + "}";
      default -> "\\left(" + text + "\\right)^{" + exponent + "}";
    };
  }

  private static String call(Call call) {
    String arguments = call.arguments().stream().map(Latex::of).collect(Collectors.joining(", "));
    String symbol = call.function().symbol();
    if (call.function() instanceof ElementaryFunction function) {
      switch (function) {
        case SQRT -> {
          return "\\sqrt{" + arguments + "}";
        }
        case ABS -> {
          return "\\left|" + arguments + "\\right|";
        }
        case POW -> {
          return "\\left("
              + of(call.arguments().get(0))
              + "\\right)^{"
              + of(call.arguments().get(1))
              + "}";
        }
        case ASIN, ACOS, ATAN -> symbol = "arc" + symbol.substring(1);
        default -> {}
      }
    }
    boolean known = OPERATORS.contains(symbol) || symbol.startsWith("arc");
    return (known ? "\\" + symbol : "\\operatorname{" + escaped(symbol) + "}")
        + "\\left("
        + arguments
        + "\\right)";
  }

  /** A name: one letter or Greek as it is, an index lowered, a rate dotted, words upright. */
  static String name(String name) {
    if (name.endsWith("'") && name.length() > 1) {
      return "\\dot{" + name(name.substring(0, name.length() - 1)) + "}";
    }
    if (name.endsWith("_dot") && name.length() > 4) {
      return "\\dot{" + name(name.substring(0, name.length() - 4)) + "}";
    }
    Matcher indexed = INDEXED.matcher(name);
    if (indexed.matches()) {
      return indexed.group(1) != null
          ? name(indexed.group(1).replaceFirst("_$", "")) + "_{" + indexed.group(2) + "}"
          : name(indexed.group(3))
              + "_{"
              + (indexed.group(4).length() == 1
                  ? escaped(indexed.group(4))
                  : "\\mathrm{" + escaped(indexed.group(4)) + "}")
              + "}";
    }
    if (GREEK.contains(name)) {
      return "\\" + name;
    }
    return name.codePointCount(0, name.length()) == 1 && Character.isLetter(name.codePointAt(0))
        ? name
        : "\\mathrm{" + escaped(name) + "}";
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\backslash ")
        .replaceAll("[#$%&_{}]", "\\\\$0")
        .replace("^", "\\hat{}")
        .replace("~", "\\sim ")
        .replace(" ", "\\ ");
  }
}
