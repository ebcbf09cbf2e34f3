package org.sciml4j.pde;

import java.util.function.Function;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A layer run once in double precision. */
public final class LayerRun {
  private LayerRun() {}

  /** The layer's value for {@code [n, variables, space...]}, with initial parameters. */
  public static double[] of(Layer layer, double[] input, long... shape) {
    return of(layer, parameters -> parameters, input, shape);
  }

  /** The layer's value with parameters that were changed. */
  public static double[] of(
      Layer layer, Function<Parameters, Parameters> change, double[] input, long... shape) {
    long[] sample = java.util.Arrays.copyOfRange(shape, 1, shape.length);
    Model model = Model.of(layer, DType.F64, sample);
    try (Parameters parameters = change.apply(model.initialize(RandomKey.of(1)));
        Tensor u = Tensor.of(input, shape);
        Tensor result = model.predict(parameters, u, CpuDevice.common())) {
      return result.toDoubles();
    }
  }
}
