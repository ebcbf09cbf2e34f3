package org.sciml4j.validation.pdenet;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import org.sciml4j.core.tensor.Tensor;

/**
 * Relative errors {@code ‖ĉ - c‖ / ‖c‖} of coefficients over a grid.
 *
 * @param spacing distance between points along both axes
 * @param first coordinate of the first point along both axes
 */
record CoefficientErrors(double spacing, double first) {
  /**
   * Errors by name.
   *
   * @param fields found, {@code [y, x]}
   * @param truth of some of them, functions of x and y
   */
  Map<String, Double> of(Map<String, Tensor> fields, Map<String, DoubleBinaryOperator> truth) {
    Map<String, Double> errors = new TreeMap<>();
    truth.forEach((name, function) -> errors.put(name, error(fields.get(name), function)));
    return errors;
  }

  private double error(Tensor found, DoubleBinaryOperator truth) {
    double square = 0;
    double norm = 0;
    for (long i = 0; i < found.size(0); i++) {
      for (long j = 0; j < found.size(1); j++) {
        double expected = truth.applyAsDouble(first + spacing * j, first + spacing * i);
        double difference = found.get(i, j) - expected;
        square += difference * difference;
        norm += expected * expected;
      }
    }
    return Math.sqrt(square / norm);
  }
}
