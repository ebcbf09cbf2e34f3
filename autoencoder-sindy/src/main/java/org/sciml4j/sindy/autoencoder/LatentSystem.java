package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Sum;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.simulation.OdeSimulation;
import org.sciml4j.sindy.simulation.RightHandSide;
import org.sciml4j.sindy.simulation.SimulationDivergedException;

/**
 * Sparse ordinary differential equations {@code ż = Θ(z) Ξ} or {@code z̈ = Θ(z, ż) Ξ}.
 *
 * @param library Θ
 * @param variables names; in order 2 those of the velocities follow
 * @param order 1 or 2
 * @param coefficients Ξ by equation, {@code [equation][term]}; zero where a term is left out
 */
public record LatentSystem(
    LatentLibrary library, List<Variable> variables, int order, double[][] coefficients) {
  private static final double TOLERANCE = 1e-10;
  private static final double BLOW_UP = 1e6;

  /** Copies variables and coefficients. */
  public LatentSystem {
    variables = List.copyOf(variables);
    coefficients = Arrays.stream(coefficients).map(double[]::clone).toArray(double[][]::new);
  }

  /** A copy of the coefficients. */
  @Override
  public double[][] coefficients() {
    return Arrays.stream(coefficients).map(double[]::clone).toArray(double[][]::new);
  }

  /** Number of equations. */
  public int equationCount() {
    return coefficients.length;
  }

  /** Number of terms with a coefficient other than zero, in all equations. */
  public int activeTerms() {
    return (int)
        Arrays.stream(coefficients).flatMapToDouble(Arrays::stream).filter(c -> c != 0).count();
  }

  /** The equations, {@code z1' = -10.00 z1 + 9.998 z2}, four digits a coefficient. */
  public List<String> equations() {
    List<Expression> terms = library.terms(variables);
    return IntStream.range(0, coefficients.length)
        .mapToObj(
            i -> variables.get(i).name() + "'".repeat(order) + " = " + side(terms, coefficients[i]))
        .toList();
  }

  private static String side(List<Expression> terms, double... row) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < row.length; k++) {
      if (row[k] != 0) {
        String name = terms.get(k).text();
        String number = String.format(Locale.ROOT, "%.4g", Math.abs(row[k]));
        String sign = parts.isEmpty() ? (row[k] < 0 ? "-" : "") : (row[k] < 0 ? "- " : "+ ");
        parts.add(sign + number + ("1".equals(name) ? "" : " " + name));
      }
    }
    return parts.isEmpty() ? "0" : parts.stream().collect(Collectors.joining(" "));
  }

  /** The highest derivatives at a state, {@code [equation]}. */
  public double[] rate(double... state) {
    return evaluator().evaluate(state);
  }

  private Evaluator evaluator() {
    List<Expression> terms = library.terms(variables);
    return Evaluator.of(
        variables, Arrays.stream(coefficients).map(row -> Sum.of(row, terms)).toList());
  }

  /**
   * The solution at given times, by {@link OdeSimulation} at tolerances of 1e-10.
   *
   * @param initial all variables at the first time, velocities included
   * @param times ascending
   * @return {@code [time][variable]}
   * @throws SimulationDivergedException if a variable leaves ±1e6, telling when and the state
   *     before
   */
  public double[][] simulate(double[] initial, double... times) {
    if (initial.length != variables.size()) {
      throw new InvalidInputException(
          "initial state", initial.length + " numbers", "one for each of " + variables, "add them");
    }
    return new OdeSimulation(rightHandSide(), TOLERANCE, TOLERANCE, BLOW_UP, List.of())
        .run(initial, times)
        .states();
  }

  private RightHandSide rightHandSide() {
    Evaluator evaluator = evaluator();
    int equations = equationCount();
    double[] rate = new double[equations];
    return (_, state, result) -> {
      evaluator.evaluate(state, rate);
      System.arraycopy(state, equations, result, 0, state.length - equations);
      System.arraycopy(rate, 0, result, state.length - equations, equations);
    };
  }
}
