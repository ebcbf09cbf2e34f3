package org.sciml4j.sindy.export;

import java.util.List;
import org.sciml4j.sindy.expression.ElementaryFunction;

/** Python 3 with NumPy. */
final class PythonEmitter implements Emitter {
  private static final class PythonDialect implements Dialect {
    @Override
    public String number(double value) {
      return Double.toString(value);
    }

    @Override
    public String power(String base, int exponent) {
      return base + "**" + exponent;
    }

    @Override
    public String call(ElementaryFunction f, List<String> arguments) {
      String name =
          switch (f) {
            case ASIN -> "arcsin";
            case ACOS -> "arccos";
            case ATAN -> "arctan";
            case POW -> "power";
            default -> f.symbol();
          };
      return "np." + name + "(" + String.join(", ", arguments) + ")";
    }
  }

  @Override
  public String emit(RightHandSide equations, Names names) {
    Layout layout = new Layout(equations, names);
    return layout.header("# ")
        + "\nimport numpy as np\n\n\ndef "
        + names.function()
        + "(state"
        + (layout.hasInputs() ? ", input" : "")
        + "):\n    \"\"\"Returns the rates of one state, or of states [variable, sample].\"\"\"\n"
        + "    state = np.asarray(state, dtype=np.float64)\n"
        + "    rate = np.empty_like(state)\n"
        + layout.definitions(
            (variable, value) -> "    " + variable + " = " + value + "\n",
            (array, k) -> array + "[" + k + "]")
        + layout.rates(
            new Formula(new PythonDialect(), names),
            (k, formula) ->
                Formula.wrapped("    ", "rate[" + k + "] = (" + formula + ")", "", "        ")
                    + "\n")
        + "    return rate\n";
  }
}
