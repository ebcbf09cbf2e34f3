package org.sciml4j.validation.pdenet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.validation.solver.PdeNetConvectionDiffusion;

/** Relative errors {@code ‖ĉ - c‖ / ‖c‖} over the grid of the coefficients that are not zero. */
final class CoefficientErrors {
  private static final Map<String, Truth> TRUTH = truth();

  private CoefficientErrors() {}

  private interface Truth {
    double at(double x, double y);
  }

  private static Map<String, Truth> truth() {
    Map<String, Truth> truth = new LinkedHashMap<>();
    truth.put("u_x", PdeNetConvectionDiffusion::a);
    truth.put("u_y", PdeNetConvectionDiffusion::b);
    truth.put("u_xx", (x, y) -> PdeNetConvectionDiffusion.DIFFUSION_X);
    truth.put("u_yy", (x, y) -> PdeNetConvectionDiffusion.DIFFUSION_Y);
    return truth;
  }

  /** Of fields {@code [y, x]} by the names of their derivatives. */
  static Map<String, Double> of(Map<String, Tensor> fields) {
    Map<String, Double> errors = new LinkedHashMap<>();
    TRUTH.forEach((name, truth) -> errors.put(name, error(fields.get(name), truth)));
    return errors;
  }

  private static double error(Tensor found, Truth truth) {
    double square = 0;
    double norm = 0;
    long rows = found.size(0);
    long columns = found.size(1);
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        double expected = truth.at(2 * Math.PI * j / columns, 2 * Math.PI * i / rows);
        double difference = found.get(i, j) - expected;
        square += difference * difference;
        norm += expected * expected;
      }
    }
    return Math.sqrt(square / norm);
  }
}
