package org.sciml4j.sindy.weak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.NoiseVariance;
import org.sciml4j.sindy.pde.PdeModel;
import org.sciml4j.sindy.regression.LeastSquaresProblem;

/**
 * Coefficients of known terms by iteratively reweighted least squares, as in WENDy (Bortz,
 * Messenger &amp; Dukic 2023, Bull. Math. Biol. 85:110, section 2.2), here for fields. Noise in the
 * data makes the residuals of overlapping test functions dependent, and larger where f'(u) is; to
 * first order their covariance C(w) is known but for the variance of the noise. Coefficients
 * minimise rᵀ C(w)⁻¹ r, of all equations together, with C at the coefficients before. Find the
 * terms by {@link PdeModel#fit} first.
 *
 * <p>The data are read once per iteration. With n equations, c centres in space and v centres in
 * time that overlap with one, memory is for (n c v)² numbers and a row takes about as many
 * operations; where k test functions cover a point in space, it takes (n k)². So take large strides
 * on grids of several dimensions. To first order in the noise there is no bias; at 10 % of noise
 * and more what is left of it outweighs the standard errors.
 *
 * @param iterations most passes
 * @param tolerance relative change of all coefficients at which to stop
 */
public record Reweighting(int iterations, double tolerance) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if there are no iterations
   */
  public Reweighting {
    if (iterations < 1) {
      throw new InvalidInputException("iterations", iterations, "1 or more", "give e.g. 10");
    }
  }

  /** At most ten passes, until six digits stay. */
  public static Reweighting usual() {
    return new Reweighting(10, 1e-6);
  }

  /**
   * What comes of it.
   *
   * @param model the terms with new coefficients
   * @param standardErrors for each field, for each term; zero for terms left out
   */
  public record Result(PdeModel model, double[][] standardErrors) {}

  /**
   * Finds better coefficients of a model's terms.
   *
   * @param form with which the model was found, or one with narrower or denser test functions
   * @param data the fields
   * @param found the terms
   * @throws InvalidInputException if no equation has terms, or if test functions overlap so much
   *     that their integrals are dependent
   */
  public Result refine(WeakForm form, FieldSource data, PdeModel found) {
    Columns columns = Columns.of(found);
    double[] w = columns.coefficients(found);
    double[] variances = NoiseVariance.of(data);
    LeastSquaresProblem problem = null;
    double[] score = null;
    double change = Double.POSITIVE_INFINITY;
    for (int pass = 0; pass < iterations && change > tolerance; pass++) {
      WeakAssembly assembly = form.assembly(data, columns.terms());
      List<EvolutionEquation> equations = columns.equations(found, w);
      NoiseCovariance covariance = new NoiseCovariance(form, data, equations, variances);
      WeightedRows rows = new WeightedRows(columns, covariance, w);
      assembly.run(rows);
      problem = rows.problem();
      score = rows.score();
      double[] next = problem.solve(0);
      change = 0;
      for (int i = 0; i < w.length; i++) {
        change = Math.max(change, Math.abs(next[i] - w[i]) / Math.abs(next[i]));
      }
      w = next;
    }
    double[] errors = problem.standardErrors(0);
    PdeModel model = found.with(columns.matrix(found, w), score);
    return new Result(model, columns.matrix(found, errors));
  }

  /**
   * The coefficients that are not zero, equation after equation.
   *
   * @param terms those of all equations
   * @param equation of each coefficient
   * @param slot of each coefficient's term among the terms
   * @param candidate of each coefficient's term among the model's
   */
  record Columns(List<Expression> terms, int[] equation, int[] slot, int[] candidate) {
    private static Columns of(PdeModel model) {
      List<Expression> terms = new ArrayList<>();
      List<int[]> columns = new ArrayList<>();
      for (int field = 0; field < model.fields().size(); field++) {
        for (int term = 0; term < model.terms().size(); term++) {
          if (model.coefficients()[field][term] != 0) {
            Expression expression = model.terms().get(term);
            if (!terms.contains(expression)) {
              terms.add(expression);
            }
            columns.add(new int[] {field, terms.indexOf(expression), term});
          }
        }
      }
      if (columns.isEmpty()) {
        throw new InvalidInputException(
            "model", "0 = 0", "one with terms", "find terms by PdeModel.fit first");
      }
      return new Columns(terms, part(columns, 0), part(columns, 1), part(columns, 2));
    }

    private static int[] part(List<int[]> columns, int index) {
      return columns.stream().mapToInt(column -> column[index]).toArray();
    }

    private double[] coefficients(PdeModel model) {
      double[] w = new double[equation.length];
      Arrays.setAll(w, i -> model.coefficients()[equation[i]][candidate[i]]);
      return w;
    }

    private double[][] matrix(PdeModel model, double[] values) {
      double[][] matrix = new double[model.fields().size()][model.terms().size()];
      for (int i = 0; i < values.length; i++) {
        matrix[equation[i]][candidate[i]] = values[i];
      }
      return matrix;
    }

    private List<EvolutionEquation> equations(PdeModel model, double[] w) {
      return model.with(matrix(model, w), model.score()).equations();
    }

    /** Names that tell equations apart. */
    List<String> names() {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < slot.length; i++) {
        names.add(terms.get(slot[i]).text() + " of equation " + (equation[i] + 1));
      }
      return names;
    }
  }
}
