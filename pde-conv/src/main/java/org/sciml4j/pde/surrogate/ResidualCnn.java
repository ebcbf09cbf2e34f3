package org.sciml4j.pde.surrogate;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * A residual convolutional network from a state to the next, {@code [n, variables, space...]} to
 * the same: a convolution to {@code channels}, blocks {@code x + K₂ a(K₁ a(x))} with the activation
 * first, and a projection to the change of the state (He, Zhang, Ren, Sun 2016, Identity Mappings
 * in Deep Residual Networks, ECCV, eq. 1 and figure 1b; without batch normalisation). It begins as
 * persistence.
 *
 * @param blocks number of residual blocks, 0 or more
 * @param channels number of hidden channels
 * @param extent points of a kernel along each axis, odd
 * @param boundary what kernels see beyond the edges, for each space axis
 * @param activation a
 */
public record ResidualCnn(
    int blocks, long channels, long extent, List<BoundaryMode> boundary, Layer activation)
    implements NamedLayer {
  /** Copies and checks the numbers. */
  public ResidualCnn {
    boundary = new FieldConvolution(extent, boundary).boundary();
    if (blocks < 0 || channels < 1) {
      throw new InvalidInputException(
          "residual network",
          blocks + " blocks of " + channels + " channels",
          "0 or more of 1 or more",
          "correct the numbers");
    }
  }

  /** With 3-point kernels, periodic boundaries and rectified linear units. */
  public static ResidualCnn periodic(int dims, int blocks, long channels) {
    return new ResidualCnn(blocks, channels, 3, List.of(PeriodicModes.of(dims)), Activations.RELU);
  }

  @Override
  public String kind() {
    return "ResidualCnn";
  }

  @Override
  public Value compute(Value input, Scope own) {
    FieldConvolution convolution = new FieldConvolution(extent, boundary);
    convolution.require(kind(), input, 2);
    Layer linear = Activations.IDENTITY;
    Value x = convolution.apply(input, channels, linear, own, "lift");
    for (int block = 0; block < blocks; block++) {
      Scope names = own.child("block_" + block);
      Value inner = activation.apply(x, names.child("first_activation"));
      inner = convolution.apply(inner, channels, activation, names, "first");
      x = x.plus(convolution.apply(inner, channels, linear, names, "second"));
    }
    x = activation.apply(x, own.child("last_activation"));
    return input.plus(convolution.last(x, input.type().size(1), own, "project"));
  }
}
