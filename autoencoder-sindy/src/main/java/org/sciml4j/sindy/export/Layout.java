package org.sciml4j.sindy.export;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.sindy.expression.Variable;

/** Parts that the languages have in common. */
record Layout(RightHandSide equations, Names names) {

  /** A line for each variable that occurs, from its name and the place of its value. */
  String definitions(
      BiFunction<String, String, String> line, BiFunction<String, Integer, String> place) {
    return definitions("state", equations.states(), line, place)
        + definitions("input", equations.inputs(), line, place);
  }

  private String definitions(
      String array,
      List<Variable> variables,
      BiFunction<String, String, String> line,
      BiFunction<String, Integer, String> place) {
    return IntStream.range(0, variables.size())
        .filter(k -> equations.uses(variables.get(k)))
        .mapToObj(k -> line.apply(names.variables().get(variables.get(k)), place.apply(array, k)))
        .collect(Collectors.joining());
  }

  /** A line for each rate, from its number and its formula. */
  String rates(Formula formula, BiFunction<Integer, String, String> line) {
    return IntStream.range(0, equations.rates().size())
        .mapToObj(k -> line.apply(k, formula.of(equations.rates().get(k))))
        .collect(Collectors.joining());
  }

  /** What the arrays hold and the equations, in comment lines. */
  String header(String sign) {
    StringBuilder text = new StringBuilder();
    text.append(sign).append("Rates of change of ").append(array("state", equations.states()));
    if (hasInputs()) {
      text.append("\n").append(sign).append("given ").append(array("input", equations.inputs()));
    }
    text.append(":\n").append(sign.stripTrailing()).append("\n");
    for (String line : Formula.comments(equations)) {
      text.append(Formula.wrapped(sign + "  ", line, "", sign + "      ")).append("\n");
    }
    return text.toString();
  }

  private static String array(String name, List<Variable> variables) {
    return name
        + " = ["
        + variables.stream().map(Variable::text).collect(Collectors.joining(", "))
        + "]";
  }

  boolean hasInputs() {
    return !equations.inputs().isEmpty();
  }

  /** Whether any variable of an array occurs. */
  boolean reads(List<Variable> variables) {
    return variables.stream().anyMatch(equations::uses);
  }
}
