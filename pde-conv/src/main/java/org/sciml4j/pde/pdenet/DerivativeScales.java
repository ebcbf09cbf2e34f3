package org.sciml4j.pde.pdenet;

import java.util.Arrays;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.rhs.ConstrainedStencils;

/** How large derivatives are in data, which is what {@link PdeNet2#scales} divides by. */
public final class DerivativeScales {
  private DerivativeScales() {}

  /**
   * Root mean squares of the derivatives of each variable, by kernels with all moments fixed; 1
   * where a derivative is zero.
   *
   * @param stencils which derivatives
   * @param states {@code [n, variables, space...]}
   * @return one number for each derivative of the first variable, of the second, ...
   */
  public static double[] of(ConstrainedStencils stencils, Tensor states, Device device) {
    long[] sample = Arrays.copyOfRange(states.shape(), 1, states.rank());
    Model model = Model.of(stencils.accuracy(ConstrainedStencils.FROZEN), states.dtype(), sample);
    try (Parameters parameters = model.initialize(RandomKey.of(0));
        Tensor derivatives = model.predict(parameters, states, device)) {
      int channels = Math.toIntExact(derivatives.size(1));
      long points = derivatives.count() / derivatives.size(0) / channels;
      double[] squares = new double[channels];
      for (long i = 0; i < derivatives.count(); i++) {
        double value = derivatives.getFlat(i);
        squares[(int) (i / points % channels)] += value * value;
      }
      double n = (double) points * derivatives.size(0);
      return Arrays.stream(squares).map(sum -> sum > 0 ? Math.sqrt(sum / n) : 1).toArray();
    }
  }
}
