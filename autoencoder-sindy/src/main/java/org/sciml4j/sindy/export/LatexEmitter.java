package org.sciml4j.sindy.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;

/** LaTeX with the package amsmath. */
final class LatexEmitter implements Emitter {
  @Override
  public String emit(RightHandSide equations, Names names) {
    boolean partial = equations.rates().stream().anyMatch(LatexEmitter::isPartial);
    List<Variable> states = equations.states();
    return IntStream.range(0, states.size())
        .mapToObj(
            k -> "  " + rate(states.get(k), partial) + " &= " + equations.rates().get(k).latex())
        .collect(Collectors.joining(" \\\\\n", "\\begin{align}\n", "\n\\end{align}\n"));
  }

  private static boolean isPartial(Expression expression) {
    return expression instanceof SpaceDerivative
        || expression.parts().stream().anyMatch(LatexEmitter::isPartial);
  }

  private static String rate(Variable state, boolean partial) {
    return partial ? "\\partial_{t} " + state.latex() : state.rate().latex();
  }
}
