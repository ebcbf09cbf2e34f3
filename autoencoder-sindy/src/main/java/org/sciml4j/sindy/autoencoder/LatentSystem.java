package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

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
    double[] terms = new double[library.size()];
    library.evaluate(state, terms);
    double[] rate = new double[coefficients.length];
    for (int i = 0; i < rate.length; i++) {
      for (int k = 0; k < terms.length; k++) {
        rate[i] += coefficients[i][k] == 0 ? 0 : coefficients[i][k] * terms[k];
      }
    }
    return rate;
  }

  /**
   * The solution at given times, by Dormand and Prince's method of order 8 at a relative tolerance
   * of 1e-10.
   *
   * @param initial all variables at the first time, velocities included
   * @param times ascending
   * @return {@code [time][variable]}
   * @throws InvalidInputException if a variable leaves ±1e6, telling when and the state before
   */
  public double[][] simulate(double[] initial, double... times) {
    if (initial.length != variables.size()) {
      throw new InvalidInputException(
          "initial state", initial.length + " numbers", "one for each of " + variables, "add them");
    }
    DormandPrince853Integrator integrator =
        new DormandPrince853Integrator(1e-12, Double.POSITIVE_INFINITY, TOLERANCE, TOLERANCE);
    OrdinaryDifferentialEquation equation = equation();
    double[][] path = new double[times.length][];
    path[0] = initial.clone();
    for (int t = 1; t < times.length; t++) {
      try {
        path[t] =
            integrator
                .integrate(equation, new ODEState(times[t - 1], path[t - 1]), times[t])
                .getPrimaryState();
      } catch (MathRuntimeException failure) {
        throw diverged(times[t - 1], path[t - 1]);
      }
      if (Arrays.stream(path[t]).anyMatch(value -> !(Math.abs(value) < BLOW_UP))) {
        throw diverged(times[t - 1], path[t - 1]);
      }
    }
    return path;
  }

  private static InvalidInputException diverged(double time, double... state) {
    return new InvalidInputException(
        "latent system",
        "diverging after t = " + time + " from " + Arrays.toString(state),
        "a bounded solution",
        "simulate a shorter time, or a model with smaller errors");
  }

  private OrdinaryDifferentialEquation equation() {
    return new OrdinaryDifferentialEquation() {
      @Override
      public int getDimension() {
        return variables.size();
      }

      @Override
      public double[] computeDerivatives(double t, double[] state) {
        double[] rate = rate(state);
        if (order == 1) {
          return rate;
        }
        double[] all = new double[state.length];
        System.arraycopy(state, rate.length, all, 0, rate.length);
        System.arraycopy(rate, 0, all, rate.length, rate.length);
        return all;
      }
    };
  }
}
