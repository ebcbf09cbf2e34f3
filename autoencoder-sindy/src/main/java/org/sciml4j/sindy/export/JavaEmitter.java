package org.sciml4j.sindy.export;

import java.util.List;
import java.util.Locale;
import org.sciml4j.sindy.expression.ElementaryFunction;

/** Java 8 or newer. */
final class JavaEmitter implements Emitter {
  private static final class JavaDialect implements Dialect {
    @Override
    public String number(double value) {
      return Double.toString(value);
    }

    @Override
    public String power(String base, int exponent) {
      return "Math.pow(" + base + ", " + exponent + ")";
    }

    @Override
    public String call(ElementaryFunction f, List<String> arguments) {
      String name = f == ElementaryFunction.SIGN ? "signum" : f.symbol();
      return "Math." + name + "(" + String.join(", ", arguments) + ")";
    }
  }

  static String className(String function) {
    return function.substring(0, 1).toUpperCase(Locale.ROOT) + function.substring(1);
  }

  @Override
  public String emit(RightHandSide equations, Names names) {
    Layout layout = new Layout(equations, names);
    return layout.header("// ")
        + "public final class "
        + className(names.function())
        + " {\n  private "
        + className(names.function())
        + "() {}\n\n  /** Sets rate, which may be state. */\n  public static void rate(double[] state, "
        + (layout.hasInputs() ? "double[] input, " : "")
        + "double[] rate) {\n"
        + layout.definitions(
            (variable, value) -> "    final double " + variable + " = " + value + ";\n",
            (array, k) -> array + "[" + k + "]")
        + layout.rates(
            new Formula(new JavaDialect(), names),
            (k, formula) ->
                Formula.wrapped("    ", "rate[" + k + "] = " + formula + ";", "", "        ")
                    + "\n")
        + "  }\n}\n";
  }
}
