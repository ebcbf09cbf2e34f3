package org.sciml4j.sindy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.differentiation.Differentiation;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.formulation.LeftSide;
import org.sciml4j.sindy.formulation.StrongForm;
import org.sciml4j.sindy.library.Library;
import org.sciml4j.sindy.regression.LeastSquaresAccumulator;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
import org.sciml4j.sindy.regression.SparseRegression;

/**
 * Equations with the derivative among their terms, {@code N(x) + D(x) x' = 0}, for rational
 * dynamics: each term in turn is fitted by few of the others, and the fit that leaves the smallest
 * share of its left-hand side unexplained is chosen. Of fits as good as that up to a factor of ten,
 * which are often one relation solved for different terms, the one with the fewest terms is taken,
 * and of those the one solved for x'.
 *
 * <pre>
 * K. Kaheman, J. N. Kutz, S. L. Brunton, SINDy-PI: a robust algorithm for parallel implicit sparse
 * identification of nonlinear dynamics, Proceedings of the Royal Society A 476 (2020) 20200279.
 * </pre>
 *
 * @param numerator the terms of N
 * @param denominator the terms of D; 1 is usually among them
 * @param regression chooses among them
 * @param differentiation finds x'
 */
public record ImplicitSindy(
    Library numerator,
    Library denominator,
    SparseRegression regression,
    Differentiation differentiation) {
  private static final double AS_GOOD = 10;

  /** Finds equations of given terms. */
  public static ImplicitSindy with(
      Library numerator,
      Library denominator,
      SparseRegression regression,
      Differentiation differentiation) {
    return new ImplicitSindy(numerator, denominator, regression, differentiation);
  }

  /** Finds the equations that hold on all trajectories. */
  public ImplicitModel fit(Trajectory... trajectories) {
    return fit(List.of(trajectories));
  }

  /**
   * Finds the equations that hold on all trajectories.
   *
   * @throws InvalidInputException as {@link Sindy#fit}, or if no relation found has x' in it
   */
  public ImplicitModel fit(List<Trajectory> trajectories) {
    Variables.require(trajectories);
    Trajectory first = trajectories.getFirst();
    StrongForm formulation = StrongForm.of(differentiation);
    List<Variable> variables = formulation.variables(first);
    List<LeastSquaresProblem> problems = problems(trajectories, formulation, variables);
    List<ImplicitEquation> equations = new ArrayList<>();
    for (int state = 0; state < problems.size(); state++) {
      equations.add(
          equation(
              first.stateNames().get(state),
              terms(variables, first.stateNames().get(state)),
              problems.get(state)));
    }
    ModelVariables names =
        new ModelVariables(
            first.stateNames(), first.controlNames(), first.parameterNames(), variables);
    return ImplicitModel.of(names, equations, problems, this + "");
  }

  private List<Expression> terms(List<Variable> variables, String state) {
    List<Expression> terms = new ArrayList<>(numerator.terms(variables));
    Variable velocity = LeftSide.velocity(state);
    denominator.terms(variables).forEach(factor -> terms.add(factor.times(velocity)));
    return terms;
  }

  /** For each state all terms as columns, and the derivative as target. */
  private List<LeastSquaresProblem> problems(
      List<Trajectory> trajectories, StrongForm formulation, List<Variable> variables) {
    List<Expression> above = numerator.terms(variables);
    List<Expression> factors = new ArrayList<>(above);
    factors.addAll(denominator.terms(variables));
    Evaluator evaluator = Evaluator.of(variables, factors);
    List<LeastSquaresAccumulator> rows = new ArrayList<>();
    for (String state : trajectories.getFirst().stateNames()) {
      rows.add(
          new LeastSquaresAccumulator(
              terms(variables, state).stream().map(Expression::text).toList(), 1));
    }
    for (Trajectory trajectory : trajectories) {
      formulation.rows(
          trajectory,
          evaluator,
          (theta, targets, weights, count) -> {
            for (int state = 0; state < targets.length; state++) {
              double[][] columns = theta.clone();
              for (int j = above.size(); j < columns.length; j++) {
                columns[j] = product(theta[j], targets[state], count);
              }
              rows.get(state).add(columns, new double[][] {targets[state]}, weights, 0, count);
            }
          });
    }
    return rows.stream().map(LeastSquaresAccumulator::problem).toList();
  }

  private ImplicitEquation equation(
      String state, List<Expression> terms, LeastSquaresProblem problem) {
    if (problem.rows() < problem.columns()) {
      throw new InvalidInputException(
          "samples",
          problem.rows() + " rows of the regression",
          "at least as many as there are terms, " + problem.columns(),
          "give more samples or smaller libraries");
    }
    Variable velocity = LeftSide.velocity(state);
    List<ImplicitEquation> found = new ArrayList<>();
    List<InvalidInputException> refusals = new ArrayList<>();
    for (int left = 0; left < terms.size(); left++) {
      try {
        ImplicitEquation candidate = candidate(state, terms, problem, left);
        if (candidate.contains(velocity)) {
          found.add(candidate);
        }
      } catch (InvalidInputException refusal) {
        refusals.add(refusal);
      }
    }
    double smallest =
        found.stream().mapToDouble(ImplicitEquation::residual).min().orElse(Double.NaN);
    return found.stream()
        .filter(candidate -> candidate.residual() <= AS_GOOD * smallest)
        .min(
            Comparator.<ImplicitEquation>comparingInt(candidate -> candidate.terms().size())
                .thenComparing(candidate -> candidate.left().equals(velocity) ? 0 : 1)
                .thenComparingDouble(ImplicitEquation::residual))
        .orElseThrow(
            () ->
                refusals.isEmpty()
                    ? new InvalidInputException(
                        "relations found for " + state,
                        "without " + velocity.name(),
                        "one that has it",
                        "change the threshold or the libraries")
                    : refusals.getLast());
  }

  /** The fit of one column by the others, from the triangle of all of them. */
  private ImplicitEquation candidate(
      String state, List<Expression> terms, LeastSquaresProblem all, int left) {
    int[] others = IntStream.range(0, terms.size()).filter(j -> j != left).toArray();
    double[][] theta = new double[others.length][];
    for (int k = 0; k < others.length; k++) {
      theta[k] = column(all, others[k]);
    }
    List<String> names = Arrays.stream(others).mapToObj(all.names()::get).toList();
    LeastSquaresProblem small =
        LeastSquaresProblem.of(names, theta, new double[][] {column(all, left)}, null);
    LeastSquaresProblem problem =
        new LeastSquaresProblem(names, all.rows(), small.r(), small.z(), small.outside());
    double[] w = regression.fit(problem)[0];
    double[] errors = StandardErrors.ofDiagonal(StandardErrors.covariance(problem, 0, w));
    double residual = Math.sqrt(problem.squaredResidual(0, w) / problem.squaredTarget(0));
    return new ImplicitEquation(
        state,
        terms.get(left),
        IntStream.range(0, w.length)
            .filter(k -> w[k] != 0)
            .mapToObj(k -> new Term(terms.get(others[k]), w[k], errors[k]))
            .toList(),
        residual);
  }

  private static double[] column(LeastSquaresProblem problem, int column) {
    return Arrays.stream(problem.r()).mapToDouble(row -> row[column]).toArray();
  }

  private static double[] product(double[] factor, double[] rate, int rows) {
    double[] product = new double[rows];
    for (int i = 0; i < rows; i++) {
      product[i] = factor[i] * rate[i];
    }
    return product;
  }
}
