package org.sciml4j.sindy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.differentiation.Differentiation;
import org.sciml4j.sindy.differentiation.FiniteDifferences;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.formulation.Formulation;
import org.sciml4j.sindy.formulation.RowList;
import org.sciml4j.sindy.formulation.RowSink;
import org.sciml4j.sindy.formulation.StrongForm;
import org.sciml4j.sindy.library.FourierLibrary;
import org.sciml4j.sindy.library.Library;
import org.sciml4j.sindy.library.PolynomialLibrary;
import org.sciml4j.sindy.regression.LeastSquaresAccumulator;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
import org.sciml4j.sindy.regression.Samples;
import org.sciml4j.sindy.regression.Selection;
import org.sciml4j.sindy.regression.SparseRegression;
import org.sciml4j.sindy.regression.Stlsq;

/**
 * Sparse identification of nonlinear dynamics: few terms of a library whose sum is the derivative,
 * or the next value, of each state.
 *
 * <pre>{@code
 * SindyModel model = Sindy.with(polynomials(2), stlsq(0.1), centralDifferences(2)).fit(trajectory);
 * model.equations().forEach(System.out::println);    // x' = -9.999 x + 9.999 y
 * }</pre>
 *
 * <pre>
 * S. L. Brunton, J. L. Proctor, J. N. Kutz, Discovering governing equations from data by sparse
 * identification of nonlinear dynamical systems, PNAS 113 (2016) 3932-3937.
 * </pre>
 *
 * @param library the candidate terms
 * @param regression chooses among them
 * @param formulation makes the rows of the regression
 */
public record Sindy(Library library, SparseRegression regression, Formulation formulation) {
  /** Equations for first derivatives. */
  public static Sindy with(
      Library library, SparseRegression regression, Differentiation differentiation) {
    return new Sindy(library, regression, StrongForm.of(differentiation));
  }

  /** Equations in any formulation: weak form, second derivatives, maps. */
  public static Sindy with(Library library, SparseRegression regression, Formulation formulation) {
    return new Sindy(library, regression, formulation);
  }

  /** All monomials up to a degree. */
  public static PolynomialLibrary polynomials(int degree) {
    return PolynomialLibrary.of(degree);
  }

  /** Sines and cosines of each variable at so many frequencies. */
  public static FourierLibrary fourier(int frequencies) {
    return FourierLibrary.of(frequencies);
  }

  /** Sequentially thresholded least squares. */
  public static Stlsq stlsq(double threshold) {
    return Stlsq.of(threshold);
  }

  /** Centred differences of an even order of accuracy, one-sided at the ends. */
  public static FiniteDifferences centralDifferences(int accuracy) {
    return FiniteDifferences.centralDifferences(accuracy);
  }

  /** Finds the equations that hold on all trajectories. */
  public SindyModel fit(Trajectory... trajectories) {
    return fit(List.of(trajectories));
  }

  /**
   * Finds the equations that hold on all trajectories.
   *
   * @throws InvalidInputException if trajectories differ in their variables, a variable is
   *     constant, samples are too few, terms cannot be told apart, or none is left
   */
  public SindyModel fit(List<Trajectory> trajectories) {
    Design design = design(trajectories);
    if (regression.needsRows()) {
      RowList rows = new RowList(design.names(), design.states());
      Moments moments = handOn(trajectories, design, rows);
      Samples samples = rows.samples();
      LeastSquaresProblem problem = samples.problem();
      requireEnough(problem);
      return model(design, problem, moments, regression.select(samples, problem));
    }
    LeastSquaresAccumulator rows = new LeastSquaresAccumulator(design.names(), design.states());
    Moments moments = handOn(trajectories, design, absorbing(rows));
    LeastSquaresProblem problem = rows.problem();
    requireEnough(problem);
    return model(design, problem, moments, regression.select(problem));
  }

  private static RowSink absorbing(LeastSquaresAccumulator rows) {
    return (theta, targets, weights, count) -> rows.add(theta, targets, weights, 0, count);
  }

  /**
   * The regression problem of trajectories, to follow coefficients over thresholds or to compare
   * methods on.
   */
  public LeastSquaresProblem problem(List<Trajectory> trajectories) {
    Design design = design(trajectories);
    LeastSquaresAccumulator rows = new LeastSquaresAccumulator(design.names(), design.states());
    handOn(trajectories, design, absorbing(rows));
    return rows.problem();
  }

  /** All rows of the regression in memory, to split for cross-validation or to draw from. */
  public Samples samples(List<Trajectory> trajectories) {
    Design design = design(trajectories);
    RowList rows = new RowList(design.names(), design.states());
    handOn(trajectories, design, rows);
    return rows.samples();
  }

  private record Design(
      Trajectory first, List<Variable> variables, List<Expression> terms, Evaluator evaluator) {
    List<String> names() {
      return terms.stream().map(Expression::text).toList();
    }

    int states() {
      return first.states().size();
    }
  }

  private Design design(List<Trajectory> trajectories) {
    Variables.require(trajectories);
    Trajectory first = trajectories.getFirst();
    List<Variable> variables = formulation.variables(first);
    List<Expression> terms = library.terms(variables);
    return new Design(first, variables, terms, Evaluator.of(variables, terms));
  }

  private Moments handOn(List<Trajectory> trajectories, Design design, RowSink sink) {
    Moments moments = new Moments(design.states());
    for (Trajectory trajectory : trajectories) {
      formulation.rows(
          trajectory,
          design.evaluator(),
          (theta, targets, weights, count) -> {
            sink.accept(theta, targets, weights, count);
            moments.add(targets, weights, count);
          });
    }
    return moments;
  }

  private SindyModel model(
      Design design, LeastSquaresProblem problem, Moments moments, Selection found) {
    double[][] coefficients = found.coefficients();
    requireTerms(design, problem, coefficients);
    Trajectory first = design.first();
    List<Expression> terms = design.terms();
    List<Equation> equations = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    List<Double> residuals = new ArrayList<>();
    List<double[][]> covariances = new ArrayList<>();
    for (int state = 0; state < coefficients.length; state++) {
      double[] w = coefficients[state];
      double[][] covariance = StandardErrors.covariance(problem, state, w);
      double[] errors = StandardErrors.ofDiagonal(covariance);
      double squares = problem.squaredResidual(state, w);
      covariances.add(covariance);
      scores.add(1 - squares / moments.squaredDeviation(state));
      residuals.add(Math.sqrt(squares / moments.weight()));
      equations.add(
          new Equation(
              first.stateNames().get(state),
              formulation.leftSide(),
              IntStream.range(0, w.length)
                  .filter(j -> w[j] != 0)
                  .mapToObj(j -> new Term(terms.get(j), w[j], errors[j]))
                  .toList()));
    }
    return new SindyModel(
        new ModelVariables(
            first.stateNames(), first.controlNames(), first.parameterNames(), design.variables()),
        terms,
        equations,
        covariances,
        found.inclusion(),
        new Fit(problem.rows(), scores, residuals, settings()));
  }

  private void requireTerms(Design design, LeastSquaresProblem problem, double[][] coefficients) {
    for (int state = 0; state < design.states(); state++) {
      problem.requireTerms(
          state,
          coefficients[state],
          "equation of " + formulation.leftSide().of(design.first().stateNames().get(state)));
    }
  }

  private String settings() {
    return library + ", " + regression + ", " + formulation;
  }

  private static void requireEnough(LeastSquaresProblem problem) {
    if (problem.rows() < problem.columns()) {
      throw new InvalidInputException(
          "samples",
          problem.rows() + " rows of the regression",
          "at least as many as the library has terms, " + problem.columns(),
          "give more samples or a smaller library");
    }
  }
}
