package org.sciml4j.validation.pdenet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Predictor;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * How far predictions from noisy starts are from solutions without noise.
 *
 * @param ofTheTime after 1, 2, ... steps: {@code sqrt(Σ (û - u)² / Σ (u - ū)²)}, all of that time
 * @param ofTheStart the same over the variance of the starts, which diffusion has not damped
 */
record PredictionErrors(double[] ofTheTime, double[] ofTheStart) {
  /**
   * Predicts as long as errors are finite.
   *
   * @param truth {@code [count, steps + 1, y, x]}
   * @param starts {@code [count, 1, y, x]}
   */
  static PredictionErrors of(
      TimeStep step, Parameters parameters, Tensor truth, Tensor starts, Device device) {
    long[] sample = Arrays.copyOfRange(starts.shape(), 1, starts.rank());
    Model model = Model.of(step, starts.dtype(), sample);
    double start = NoisyTrajectories.startVariance(truth);
    List<double[]> errors = new ArrayList<>();
    try (Predictor predictor = model.predictor(parameters, device, starts.size(0));
        Tensor u = starts.copy();
        Tensor next = starts.copy()) {
      for (int k = 1; k < truth.size(1); k++) {
        predictor.predict(u, next);
        u.copyFrom(next);
        double square = 0;
        double variance = 0;
        for (long i = 0; i < u.size(0); i++) {
          Tensor expected = truth.at(i).at(k);
          square += meanSquare(u.at(i), expected) / u.size(0);
          variance += NoisyTrajectories.variance(expected) / u.size(0);
        }
        if (!Double.isFinite(square)) {
          break;
        }
        errors.add(new double[] {Math.sqrt(square / variance), Math.sqrt(square / start)});
      }
    }
    return new PredictionErrors(
        errors.stream().mapToDouble(both -> both[0]).toArray(),
        errors.stream().mapToDouble(both -> both[1]).toArray());
  }

  /** Mean of the squared differences of two states. */
  static double meanSquare(Tensor a, Tensor b) {
    double sum = 0;
    for (long k = 0; k < a.count(); k++) {
      double difference = a.getFlat(k) - b.getFlat(k);
      sum += difference * difference;
    }
    return sum / a.count();
  }
}
