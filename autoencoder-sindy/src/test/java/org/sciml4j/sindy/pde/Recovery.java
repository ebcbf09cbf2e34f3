package org.sciml4j.sindy.pde;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.WeightedTerm;

/** How well equations were found. */
public final class Recovery {
  private Recovery() {}

  /**
   * The largest relative error of a coefficient; infinite where the terms are not the true ones.
   */
  public static double largestError(PdeModel model, List<EvolutionEquation> truth) {
    double largest = 0;
    for (int field = 0; field < truth.size(); field++) {
      Map<Expression, Double> found = coefficients(model.equations().get(field));
      Map<Expression, Double> expected = coefficients(truth.get(field));
      if (!found.keySet().equals(expected.keySet())) {
        return Double.POSITIVE_INFINITY;
      }
      for (Map.Entry<Expression, Double> term : expected.entrySet()) {
        largest = Math.max(largest, Math.abs(found.get(term.getKey()) / term.getValue() - 1));
      }
    }
    return largest;
  }

  /**
   * The mean relative error of the coefficients; infinite where the terms are not the true ones.
   */
  public static double meanError(PdeModel model, List<EvolutionEquation> truth) {
    double sum = 0;
    int count = 0;
    for (int field = 0; field < truth.size(); field++) {
      Map<Expression, Double> found = coefficients(model.equations().get(field));
      Map<Expression, Double> expected = coefficients(truth.get(field));
      if (!found.keySet().equals(expected.keySet())) {
        return Double.POSITIVE_INFINITY;
      }
      for (Map.Entry<Expression, Double> term : expected.entrySet()) {
        sum += Math.abs(found.get(term.getKey()) / term.getValue() - 1);
        count++;
      }
    }
    return sum / count;
  }

  private static Map<Expression, Double> coefficients(EvolutionEquation equation) {
    Map<Expression, Double> coefficients = new HashMap<>();
    for (WeightedTerm term : equation.terms()) {
      coefficients.put(term.expression(), term.coefficient());
    }
    return coefficients;
  }
}
