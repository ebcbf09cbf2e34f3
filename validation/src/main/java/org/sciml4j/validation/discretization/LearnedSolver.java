package org.sciml4j.validation.discretization;

import java.util.List;
import org.sciml4j.core.nn.Predictor;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.sindy.simulation.RightHandSide;
import org.sciml4j.validation.solver.PeriodicForcing;

/**
 * A trained discretisation with forcing as the right-hand side for several solutions side by side.
 */
final class LearnedSolver implements RightHandSide, AutoCloseable {
  private final Predictor predictor;
  private final List<PeriodicForcing> forcings;
  private final double[] forced;
  private final Tensor input;
  private final Tensor output;

  /**
   * One solution for each forcing.
   *
   * @param predictor of as many samples {@code [1, cells]}, closed with this
   */
  LearnedSolver(Predictor predictor, List<PeriodicForcing> forcings, int cells) {
    this.predictor = predictor;
    this.forcings = List.copyOf(forcings);
    forced = new double[cells];
    DType dtype = predictor.inputType().dtype();
    input = Tensor.zeros(dtype, forcings.size(), 1, cells);
    output = Tensor.zeros(dtype, forcings.size(), 1, cells);
  }

  @Override
  public void evaluate(double time, double[] state, double[] result) {
    for (int i = 0; i < state.length; i++) {
      input.setFlat(i, state[i]);
    }
    predictor.predict(input, output);
    for (int sample = 0; sample < forcings.size(); sample++) {
      forcings.get(sample).cellAverages(time, forced);
      for (int i = 0; i < forced.length; i++) {
        int at = sample * forced.length + i;
        result[at] = output.getFlat(at) + forced[i];
      }
    }
  }

  @Override
  public void close() {
    predictor.close();
    input.close();
    output.close();
  }
}
