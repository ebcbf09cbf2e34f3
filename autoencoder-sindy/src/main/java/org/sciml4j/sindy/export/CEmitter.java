package org.sciml4j.sindy.export;

import java.util.List;
import org.sciml4j.sindy.expression.ElementaryFunction;

/** C99. */
final class CEmitter implements Emitter {
  private record CDialect(String function) implements Dialect {
    @Override
    public String number(double value) {
      return Double.toString(value);
    }

    @Override
    public String power(String base, int exponent) {
      return "pow(" + base + ", " + exponent + ")";
    }

    @Override
    public String call(ElementaryFunction f, List<String> arguments) {
      String name =
          switch (f) {
            case ABS -> "fabs";
            case SIGN -> function + "_sign";
            default -> f.symbol();
          };
      return name + "(" + String.join(", ", arguments) + ")";
    }
  }

  @Override
  public String emit(RightHandSide equations, Names names) {
    Layout layout = new Layout(equations, names);
    String name = names.function();
    String rates =
        layout.rates(
            new Formula(new CDialect(name), names),
            (k, formula) ->
                Formula.wrapped("  ", "rate[" + k + "] = " + formula + ";", "", "      ") + "\n");
    String sign =
        rates.contains(name + "_sign(")
            ? "static double "
                + name
                + "_sign(double x) {\n  return x > 0 ? 1 : x < 0 ? -1 : x;\n}\n\n"
            : "";
    String definitions =
        (layout.reads(equations.states()) ? "" : "  (void) state;\n")
            + (layout.hasInputs() && !layout.reads(equations.inputs()) ? "  (void) input;\n" : "")
            + layout.definitions(
                (variable, value) -> "  const double " + variable + " = " + value + ";\n",
                (array, k) -> array + "[" + k + "]");
    return layout.header("// ")
        + "//\n// rate may be state.\n\n#include <math.h>\n\n"
        + sign
        + "void "
        + name
        + "(const double *state, "
        + (layout.hasInputs() ? "const double *input, " : "")
        + "double *rate) {\n"
        + definitions
        + rates
        + "}\n";
  }
}
