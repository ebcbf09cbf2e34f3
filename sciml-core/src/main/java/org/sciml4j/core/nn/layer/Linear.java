package org.sciml4j.core.nn.layer;

import java.util.List;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Regularizer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;

/**
 * What stands around a layer's linear map: kernel, bias, activation.
 *
 * @param kernel how the kernel is declared
 * @param bias how the bias is declared
 * @param hasBias whether there is one
 * @param activation applied last
 * @param activityRegularizers penalties on the layer's value, divided by the size of the batch
 */
public record Linear(
    Weight kernel,
    Weight bias,
    boolean hasBias,
    Layer activation,
    List<Regularizer> activityRegularizers) {
  /** Glorot's uniform kernel, a bias of zeros, no activation, no penalties: as Keras. */
  public static final Linear DEFAULT =
      new Linear(
          Weight.of(Initializers.GLOROT_UNIFORM),
          Weight.of(Initializers.ZEROS),
          true,
          Activations.IDENTITY,
          List.of());

  /** Copies the list. */
  public Linear {
    activityRegularizers = List.copyOf(activityRegularizers);
  }

  Linear withKernel(Weight other) {
    return new Linear(other, bias, hasBias, activation, activityRegularizers);
  }

  Linear withBias(Weight other) {
    return new Linear(kernel, other, hasBias, activation, activityRegularizers);
  }

  /**
   * The layer's value from the linear map's.
   *
   * @param biasShape extents of the bias where it meets the value
   */
  Value finish(Value linear, Scope own, long units, long... biasShape) {
    Value sum = hasBias ? linear.plus(bias.declare(own, "bias", units).reshape(biasShape)) : linear;
    Value result = activation.apply(sum, own);
    activityRegularizers.forEach(
        regularizer -> own.penalty(regularizer.of(result).dividedBy(result.shape()[0])));
    return result;
  }
}
