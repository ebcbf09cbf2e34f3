package org.sciml4j.sindy.pde;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;
import org.sciml4j.sindy.regression.Ensemble;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
import org.sciml4j.sindy.regression.Samples;
import org.sciml4j.sindy.regression.Selection;
import org.sciml4j.sindy.regression.SparseRegression;
import org.sciml4j.sindy.simulation.pde.PdeSimulation;
import org.sciml4j.sindy.simulation.pde.TimeScheme;

/**
 * Evolution equations found in data.
 *
 * @param fields whose equations they are
 * @param terms the candidates
 * @param coefficients for each field, for each term; zero for terms left out
 * @param score for each field the part of the squared norm of its derivative in time, as the form
 *     sees it, that the equation explains: 1 for all of it
 * @param inclusion the share of the fits of an ensemble in which each term stayed, {@code
 *     [field][term]}; empty where there was no ensemble
 * @param rows of the regression
 */
public record PdeModel(
    List<Variable> fields,
    List<Expression> terms,
    double[][] coefficients,
    double[] score,
    double[][] inclusion,
    long rows) {
  private static final double STEP_TOLERANCE = 1e-6;
  private static final int MOST_HALVINGS = 16;

  /** Copies the lists. */
  public PdeModel {
    fields = List.copyOf(fields);
    terms = List.copyOf(terms);
  }

  /**
   * Finds the equations of all fields.
   *
   * @param form how the data become linear equations
   * @param data the fields
   * @param terms the candidates
   * @param regression which of them are chosen, and with what coefficients
   * @throws InvalidInputException if form or regression refuse, or an equation is left without
   *     terms
   */
  public static PdeModel fit(
      PdeForm form, FieldSource data, List<Expression> terms, SparseRegression regression) {
    return regression instanceof Ensemble ensemble && ensemble.drawsRows()
        ? of(data.names(), terms, form.samples(data, terms), ensemble)
        : of(data.names(), terms, form.problem(data, terms), regression);
  }

  /** As {@link #fit}, from a problem that a form made of the data. */
  public static PdeModel of(
      List<String> fields,
      List<Expression> terms,
      LeastSquaresProblem problem,
      SparseRegression regression) {
    return of(fields, terms, problem, regression.select(problem));
  }

  /** As {@link #fit}, from rows that a form made of the data, of which an ensemble draws. */
  public static PdeModel of(
      List<String> fields, List<Expression> terms, Samples samples, Ensemble ensemble) {
    LeastSquaresProblem all = samples.problem();
    return of(fields, terms, all, ensemble.select(samples, all));
  }

  private static PdeModel of(
      List<String> fields, List<Expression> terms, LeastSquaresProblem problem, Selection found) {
    double[][] coefficients = found.coefficients();
    double[] score = new double[coefficients.length];
    for (int target = 0; target < score.length; target++) {
      double all = problem.squaredTarget(target);
      if (all > 0) {
        problem.requireTerms(
            target, coefficients[target], "equation of " + fields.get(target) + "_t");
      }
      score[target] =
          all == 0 ? 1 : 1 - problem.squaredResidual(target, coefficients[target]) / all;
    }
    return new PdeModel(
        fields.stream().map(Variable::new).toList(),
        terms,
        coefficients,
        score,
        found.inclusion(),
        problem.rows());
  }

  /**
   * The same with other coefficients.
   *
   * @param changed for each field, for each term
   * @param newScore for each field
   */
  public PdeModel with(double[][] changed, double[] newScore) {
    return new PdeModel(fields, terms, changed, newScore, inclusion, rows);
  }

  /** The equations, terms in the order of the candidates. */
  public List<EvolutionEquation> equations() {
    List<EvolutionEquation> equations = new ArrayList<>();
    for (int field = 0; field < fields.size(); field++) {
      List<WeightedTerm> chosen = new ArrayList<>();
      for (int term = 0; term < terms.size(); term++) {
        if (coefficients[field][term] != 0) {
          chosen.add(new WeightedTerm(coefficients[field][term], terms.get(term)));
        }
      }
      equations.add(new EvolutionEquation(fields.get(field), chosen));
    }
    return equations;
  }

  /**
   * Solves the equations on a periodic grid by {@link TimeScheme#ETDRK4}.
   *
   * @param grid periodic along all axes
   * @param initial for each field its values at the first time
   * @param time when values are wanted
   * @param largestStep of the scheme
   * @throws InvalidInputException if the solution explodes, telling when
   */
  public FieldSeries simulate(
      SpaceGrid grid, double[][] initial, FieldAxis time, double largestStep) {
    return new PdeSimulation(equations(), grid, TimeScheme.ETDRK4, largestStep).run(initial, time);
  }

  /**
   * The longest step, of those that halve the time between frames again and again, that solves from
   * the first to the second frame to a relative error of about 1e-6.
   *
   * @param grid periodic along all axes
   * @param initial for each field its values at the first time
   * @param time when values are wanted
   * @throws InvalidInputException if an axis has ends, or no step is short enough
   */
  public double step(SpaceGrid grid, double[][] initial, FieldAxis time) {
    FieldAxis first = new FieldAxis(time.name(), time.first(), time.spacing(), 2, false);
    Optional<FieldSeries> before = Optional.empty();
    for (int halvings = 0; halvings <= MOST_HALVINGS; halvings++) {
      double step = time.spacing() / (1 << halvings);
      PdeSimulation simulation = new PdeSimulation(equations(), grid, TimeScheme.ETDRK4, step);
      Optional<FieldSeries> now = attempt(simulation, initial, first);
      if (before.isPresent()
          && now.isPresent()
          && distance(before.get(), now.get()) <= STEP_TOLERANCE) {
        return 2 * step;
      }
      before = now;
    }
    throw new InvalidInputException(
        "equations",
        "without a solution up to time " + (float) first.coordinate(1),
        "equations that can be solved forwards in time",
        "leave out terms that let short waves grow");
  }

  private static Optional<FieldSeries> attempt(
      PdeSimulation simulation, double[][] initial, FieldAxis time) {
    try {
      return Optional.of(simulation.run(initial, time));
    } catch (InvalidInputException exploded) {
      return Optional.empty();
    }
  }

  /** The largest relative distance between the last frames of a field, in the Euclidean norm. */
  private static double distance(FieldSeries a, FieldSeries b) {
    double largest = 0;
    int last = a.time().points() - 1;
    for (int field = 0; field < a.names().size(); field++) {
      double[] u = a.frame(field, last);
      double[] v = b.frame(field, last);
      double difference = 0;
      double size = 0;
      for (int i = 0; i < u.length; i++) {
        difference += (u[i] - v[i]) * (u[i] - v[i]);
        size += v[i] * v[i];
      }
      largest = Math.max(largest, difference == 0 ? 0 : Math.sqrt(difference / size));
    }
    return largest;
  }

  /** Writes the model as JSON, completely or not at all. */
  public void save(Path path) {
    PdeModelJson.write(this, path);
  }

  /**
   * Reads a model back.
   *
   * @throws InvalidInputException if the file is not one of a model, naming what is wrong
   */
  public static PdeModel load(Path path) {
    return PdeModelJson.read(path);
  }

  /** The equations, one a line. */
  @Override
  public String toString() {
    return equations().stream().map(EvolutionEquation::text).collect(Collectors.joining("\n"));
  }
}
