package org.sciml4j.sindy.export;

import java.util.List;
import org.sciml4j.sindy.expression.ElementaryFunction;

/** Fortran 2008. */
final class FortranEmitter implements Emitter {
  private record FortranDialect(String function) implements Dialect {
    @Override
    public String number(double value) {
      return value + "_real64";
    }

    @Override
    public String power(String base, int exponent) {
      return base + "**" + exponent;
    }

    @Override
    public String call(ElementaryFunction f, List<String> arguments) {
      return switch (f) {
        case POW -> "((" + arguments.get(0) + ")**(" + arguments.get(1) + "))";
        case SIGN -> function + "_sign(" + arguments.getFirst() + ")";
        default -> f.symbol() + "(" + arguments.getFirst() + ")";
      };
    }
  }

  @Override
  public String emit(RightHandSide equations, Names names) {
    Layout layout = new Layout(equations, names);
    String name = names.function();
    String rates =
        layout.rates(
            new Formula(new FortranDialect(name), names),
            (k, formula) ->
                Formula.wrapped("    ", "rate(" + (k + 1) + ") = " + formula, " &", "        ")
                    + "\n");
    int states = equations.states().size();
    int inputs = equations.inputs().size();
    return layout.header("! ")
        + "!\n! rate shares no memory with the others.\n"
        + "module "
        + name
        + "_equations\n  use, intrinsic :: iso_fortran_env, only: real64\n  implicit none\n"
        + "  private\n  public :: "
        + name
        + "\ncontains\n\n  pure subroutine "
        + name
        + (layout.hasInputs() ? "(state, input, rate)\n" : "(state, rate)\n")
        + declaration("in", "state", states)
        + (layout.hasInputs() ? declaration("in", "input", inputs) : "")
        + declaration("out", "rate", states)
        + layout.definitions(
            (variable, _) -> "    real(real64) :: " + variable + "\n", (_, _) -> "")
        + layout.definitions(
            (variable, value) -> "    " + variable + " = " + value + "\n",
            (array, k) -> array + "(" + (k + 1) + ")")
        + rates
        + "  end subroutine "
        + name
        + "\n"
        + (rates.contains(name + "_sign(") ? sign(name) : "")
        + "\nend module "
        + name
        + "_equations\n";
  }

  private static String declaration(String intent, String name, int size) {
    return "    real(real64), intent(" + intent + ") :: " + name + "(" + size + ")\n";
  }

  private static String sign(String name) {
    return """

      elemental real(real64) function NAME_sign(x)
        real(real64), intent(in) :: x
        NAME_sign = x
        if (x > 0) NAME_sign = 1
        if (x < 0) NAME_sign = -1
      end function NAME_sign
    """
        .replace("NAME", name);
  }
}
