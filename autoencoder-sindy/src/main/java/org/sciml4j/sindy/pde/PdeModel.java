package org.sciml4j.sindy.pde;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
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
 */
public record PdeModel(
    List<Variable> fields, List<Expression> terms, double[][] coefficients, double[] score) {
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
   * @throws org.sciml4j.core.InvalidInputException if form or regression refuse
   */
  public static PdeModel fit(
      PdeForm form, FieldSource data, List<Expression> terms, SparseRegression regression) {
    LeastSquaresProblem problem = form.problem(data, terms);
    double[][] coefficients = regression.fit(problem);
    double[] score = new double[coefficients.length];
    double[] none = new double[terms.size()];
    for (int target = 0; target < score.length; target++) {
      double all = problem.squaredResidual(target, none);
      score[target] =
          all == 0 ? 1 : 1 - problem.squaredResidual(target, coefficients[target]) / all;
    }
    return new PdeModel(
        data.names().stream().map(Variable::new).toList(), terms, coefficients, score);
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
   * @throws org.sciml4j.core.InvalidInputException if the solution explodes, telling when
   */
  public FieldSeries simulate(
      SpaceGrid grid, double[][] initial, FieldAxis time, double largestStep) {
    return new PdeSimulation(equations(), grid, TimeScheme.ETDRK4, largestStep).run(initial, time);
  }

  /** The equations, one a line. */
  @Override
  public String toString() {
    return equations().stream().map(EvolutionEquation::text).collect(Collectors.joining("\n"));
  }
}
