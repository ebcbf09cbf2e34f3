package org.sciml4j.sindy;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.differentiation.Differentiation;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.formulation.Formulation;
import org.sciml4j.sindy.formulation.LeftSide;
import org.sciml4j.sindy.formulation.StrongForm;

/** Equations found by {@link Sindy}, immutable. */
public final class SindyModel {
  /** Fewer points are not worth waking a thread for. */
  private static final int POINTS_PER_PART = 1 << 15;

  private final ModelVariables variables;
  private final List<Expression> terms;
  private final List<Equation> equations;
  private final List<double[][]> covariances;
  private final double[][] inclusion;
  private final Fit fit;
  private final Evaluator evaluator;

  SindyModel(
      ModelVariables variables,
      List<Expression> terms,
      List<Equation> equations,
      List<double[][]> covariances,
      double[][] inclusion,
      Fit fit) {
    this.variables = variables;
    this.terms = List.copyOf(terms);
    this.equations = List.copyOf(equations);
    this.covariances = List.copyOf(covariances);
    this.inclusion = inclusion;
    this.fit = fit;
    this.evaluator =
        Evaluator.of(variables.inputs(), equations.stream().map(Equation::rightHandSide).toList());
  }

  /** One equation per state. */
  public List<Equation> equations() {
    return equations;
  }

  /** The equation of a state. */
  public Equation equation(String state) {
    return equations.get(indexOf(state));
  }

  /** What the equations are about. */
  public ModelVariables variables() {
    return variables;
  }

  /** What the equations give. */
  public LeftSide leftSide() {
    return equations.getFirst().leftSide();
  }

  /** The terms of the library, those that were left out too. */
  public List<Expression> terms() {
    return terms;
  }

  /** Coefficients of all terms of the library, {@code [state][term]}, zero where left out. */
  public double[][] coefficients() {
    double[][] coefficients = new double[equations.size()][terms.size()];
    for (int state = 0; state < coefficients.length; state++) {
      for (Term term : equations.get(state).terms()) {
        coefficients[state][terms.indexOf(term.expression())] = term.coefficient();
      }
    }
    return coefficients;
  }

  /**
   * The coefficient of a term, e.g. {@code coefficient("x", "x^2 y")}, zero where left out.
   *
   * @throws InvalidInputException if there is no such state, or no such term in the library
   */
  public double coefficient(String state, String term) {
    Equation equation = equation(state);
    if (terms.stream().noneMatch(known -> known.text().equals(term))) {
      throw new InvalidInputException(
          "term",
          "'" + term + "'",
          "one of " + terms.stream().map(Expression::text).toList(),
          "write it as the library does");
    }
    return equation.term(term).map(Term::coefficient).orElse(0.0);
  }

  /**
   * The covariance of the coefficients of a state, {@code [term][term]} over the whole library, its
   * choice of terms taken as right and residuals as independent. Derivatives by differences have
   * residuals that are not: then true errors are of another size.
   */
  public double[][] covariance(String state) {
    return Arrays.stream(covariances.get(indexOf(state)))
        .map(double[]::clone)
        .toArray(double[][]::new);
  }

  /**
   * The share of the fits of an ensemble in which each term stayed, {@code [state][term]}; empty
   * where the model is none of an ensemble.
   */
  public Optional<double[][]> inclusion() {
    return inclusion.length == 0
        ? Optional.empty()
        : Optional.of(Arrays.stream(inclusion).map(double[]::clone).toArray(double[][]::new));
  }

  /** How well the model fits its own data. */
  public Fit fit() {
    return fit;
  }

  /**
   * The mean over the equations of the coefficient of determination R², with derivatives found by a
   * method; 1 is perfect, 0 as good as a constant.
   */
  public double score(Differentiation differentiation, Trajectory... trajectories) {
    return score(
        new StrongForm(differentiation, leftSide() == LeftSide.SECOND_DERIVATIVE ? 2 : 1),
        trajectories);
  }

  /** The mean R² over the equations, on rows made by a formulation. */
  public double score(Formulation formulation, Trajectory... trajectories) {
    if (formulation.leftSide() != leftSide()) {
      throw new InvalidInputException(
          "formulation",
          formulation,
          "one that gives " + leftSide().of("x"),
          "score a model as it was fitted");
    }
    Moments moments = new Moments(equations.size());
    double[] squares = new double[equations.size()];
    for (Trajectory trajectory : trajectories) {
      requireVariables(trajectory);
      formulation.rows(
          trajectory,
          evaluator.copy(),
          (predicted, targets, weights, rows) -> {
            moments.add(targets, weights, rows);
            for (int state = 0; state < squares.length; state++) {
              for (int i = 0; i < rows; i++) {
                double off = targets[state][i] - predicted[state][i];
                squares[state] += weights[i] * off * off;
              }
            }
          });
    }
    double sum = 0;
    for (int state = 0; state < squares.length; state++) {
      sum += 1 - squares[state] / moments.squaredDeviation(state);
    }
    return sum / squares.length;
  }

  /**
   * The left-hand sides at many points.
   *
   * @param inputs {@code [input][point]} in the order of {@link ModelVariables#inputs}
   * @return {@code [state][point]}
   */
  public double[][] predict(double[][] inputs) {
    double[][] sides = new double[equations.size()][inputs.length == 0 ? 0 : inputs[0].length];
    predict(inputs, sides);
    return sides;
  }

  /**
   * The left-hand sides at many points, on all threads where there are many; the bits do not depend
   * on their number.
   *
   * @param inputs {@code [input][point]}
   * @param sides {@code [state][point]}, where they go
   */
  public void predict(double[][] inputs, double[][] sides) {
    int points = sides[0].length;
    ThreadTeam team = ThreadTeam.common();
    int parts = Math.min(team.threads(), Math.ceilDiv(points, POINTS_PER_PART));
    if (parts <= 1) {
      evaluator.copy().evaluate(inputs, sides);
      return;
    }
    int part = Math.ceilDiv(points, parts);
    team.run(
        parts,
        i -> {
          int from = Math.min(points, i * part);
          int to = Math.min(points, from + part);
          evaluator.copy().evaluate(inputs, from, to, sides, from);
        });
  }

  /** The left-hand sides at the samples of a trajectory, NaN where one is missing. */
  public double[][] predict(Trajectory trajectory) {
    requireVariables(trajectory);
    if (leftSide() == LeftSide.SECOND_DERIVATIVE) {
      throw new InvalidInputException(
          "trajectory",
          "without velocities",
          "states and velocities for equations of second order",
          "give the columns to predict(double[][])");
    }
    List<double[]> inputs = new ArrayList<>();
    trajectory.states().stream().map(Column::values).forEach(inputs::add);
    trajectory.controls().stream().map(Column::values).forEach(inputs::add);
    for (double parameter : trajectory.parameters().values()) {
      double[] constant = new double[trajectory.size()];
      Arrays.fill(constant, parameter);
      inputs.add(constant);
    }
    return predict(inputs.toArray(double[][]::new));
  }

  /**
   * Evaluates the right-hand sides without allocating: {@code evaluate(double[] inputs, double[]
   * result)}, inputs in the order of {@link ModelVariables#inputs}. Each thread needs its own.
   */
  public Evaluator evaluator() {
    return evaluator.copy();
  }

  /** The right-hand sides as expressions, one per state. */
  public List<Expression> rightHandSides() {
    return equations.stream().map(Equation::rightHandSide).toList();
  }

  /** Derivatives of the right-hand sides with respect to the inputs, {@code [state][input]}. */
  public List<List<Expression>> jacobian() {
    return rightHandSides().stream()
        .map(side -> variables.inputs().stream().map(side::derivative).toList())
        .toList();
  }

  /** A simulation of the model, to be told controls, parameters and tolerances. */
  public ModelSimulation simulation() {
    return ModelSimulation.of(this);
  }

  /**
   * The course from an initial state at the first of the times, for a model without controls and
   * parameters. Equations of second order take states, then velocities.
   */
  public Trajectory simulate(double[] initial, double... times) {
    return simulation().run(initial, times);
  }

  /** Writes the model as JSON, completely or not at all. */
  public void save(Path path) {
    ModelJson.write(this, path);
  }

  /**
   * Reads a model back.
   *
   * @throws InvalidInputException if the file is not one of a model, naming what is wrong
   */
  public static SindyModel load(Path path) {
    return ModelJson.read(path);
  }

  /** Prints the equations with three decimals, a line each. */
  public void print(PrintStream out) {
    equations.forEach(out::println);
  }

  /** The equations with three decimals, a line each. */
  @Override
  public String toString() {
    return toString(3);
  }

  /** The equations with so many decimals, a line each. */
  public String toString(int decimals) {
    return equations.stream()
        .map(equation -> equation.toString(decimals))
        .collect(Collectors.joining("\n"));
  }

  List<double[][]> covariances() {
    return covariances;
  }

  private int indexOf(String state) {
    int index = variables.states().indexOf(state);
    if (index < 0) {
      throw new InvalidInputException(
          "state",
          "'" + state + "'",
          "one of " + variables.states(),
          "ask for a state of the model");
    }
    return index;
  }

  private void requireVariables(Trajectory trajectory) {
    requireNames("states", variables.states(), trajectory.stateNames());
    requireNames("control inputs", variables.controls(), trajectory.controlNames());
    requireNames("parameters", variables.parameters(), trajectory.parameterNames());
  }

  private static void requireNames(String kind, List<String> expected, List<String> actual) {
    if (!expected.equals(actual)) {
      throw new InvalidInputException(
          kind + " of the trajectory",
          actual,
          expected + " as in the model",
          "give the variables that the model was fitted to, in the same order");
    }
  }
}
