package org.sciml4j.sindy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.formulation.LeftSide;
import org.sciml4j.sindy.regression.LeastSquaresProblem;

/**
 * Relations found by {@link ImplicitSindy}.
 *
 * @param equations one for each state, as they were fitted
 * @param explicit the same solved for the derivatives, to predict, simulate and save
 */
public record ImplicitModel(List<ImplicitEquation> equations, SindyModel explicit) {
  /** Copies the equations. */
  public ImplicitModel {
    equations = List.copyOf(equations);
  }

  static ImplicitModel of(
      ModelVariables variables,
      List<ImplicitEquation> equations,
      List<LeastSquaresProblem> problems,
      String settings) {
    List<Expression> sides = equations.stream().map(ImplicitEquation::explicit).toList();
    List<Equation> solved = new ArrayList<>();
    List<double[][]> unknown = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    List<Double> residuals = new ArrayList<>();
    List<Expression> library = sides.stream().distinct().toList();
    for (int i = 0; i < sides.size(); i++) {
      solved.add(
          new Equation(
              equations.get(i).state(),
              LeftSide.FIRST_DERIVATIVE,
              List.of(new Term(sides.get(i), 1, Double.NaN))));
      double[][] covariance = new double[library.size()][library.size()];
      int place = library.indexOf(sides.get(i));
      covariance[place][place] = Double.NaN;
      unknown.add(covariance);
      double share = equations.get(i).residual();
      scores.add(1 - share * share);
      residuals.add(Double.NaN);
    }
    Fit fit = new Fit(problems.getFirst().rows(), scores, residuals, settings);
    return new ImplicitModel(
        equations, new SindyModel(variables, library, solved, unknown, new double[0][], fit));
  }

  /** The relations with three decimals, a line each. */
  @Override
  public String toString() {
    return equations.stream().map(ImplicitEquation::toString).collect(Collectors.joining("\n"));
  }
}
