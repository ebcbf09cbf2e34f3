package org.sciml4j.pde.surrogate;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * A U-Net from a state to the next, {@code [n, variables, space...]} to the same (Ronneberger,
 * Fischer, Brox 2015, MICCAI, figure 1): two convolutions at each level, half the points and twice
 * the channels from level to level, back up by transposed convolutions next to what was there on
 * the way down. Differences from the paper: convolutions keep the grid by boundary modes, strided
 * convolutions take the place of max-pools, and the last projection gives the change of the state,
 * zero at first.
 *
 * @param levels times the grid is halved, 1 or more
 * @param channels number of channels at the finest level
 * @param extent points of a kernel along each axis, odd
 * @param boundary what kernels see beyond the edges, for each space axis
 * @param activation after each convolution
 */
public record UNet(
    int levels, long channels, long extent, List<BoundaryMode> boundary, Layer activation)
    implements NamedLayer {
  /** Copies and checks the numbers. */
  public UNet {
    boundary = new FieldConvolution(extent, boundary).boundary();
    if (levels < 1 || levels > 16 || channels < 1) {
      throw new InvalidInputException(
          "U-Net", levels + " levels of " + channels + " channels", "1 or more of both", "correct");
    }
  }

  /** With 3-point kernels, periodic boundaries and rectified linear units. */
  public static UNet periodic(int dims, int levels, long channels) {
    return new UNet(levels, channels, 3, List.of(PeriodicModes.of(dims)), Activations.RELU);
  }

  /** Points on either side, along each axis, that a point of the next state depends on at most. */
  public long reach() {
    long side = extent / 2;
    long reach = 2 * side;
    for (int level = 1; level <= levels; level++) {
      long coarse = 1L << level;
      // A strided convolution and two on the way down; on the way up half a coarse cell and two.
      reach += side * (coarse / 2) + 2 * side * coarse + coarse / 2 + 2 * side * (coarse / 2);
    }
    return reach;
  }

  @Override
  public String kind() {
    return "UNet";
  }

  @Override
  public Value compute(Value input, Scope own) {
    FieldConvolution convolution = new FieldConvolution(extent, boundary);
    convolution.require(kind(), input, 2);
    requireDivisible(input);
    List<Value> left = new ArrayList<>();
    Value x = twice(convolution, input, channels, own.child("down_0"));
    for (int level = 1; level <= levels; level++) {
      left.add(x);
      Scope names = own.child("down_" + level);
      x = convolution.halved(x, channels << level, activation, names, "halve");
      x = twice(convolution, x, channels << level, names);
    }
    for (int level = levels - 1; level >= 0; level--) {
      Scope names = own.child("up_" + level);
      x = convolution.doubled(x, channels << level, activation, names, "double");
      x = twice(convolution, Value.concat(1, left.get(level), x), channels << level, names);
    }
    return input.plus(convolution.last(x, input.type().size(1), own, "project"));
  }

  private Value twice(FieldConvolution convolution, Value x, long filters, Scope names) {
    Value once = convolution.apply(x, filters, activation, names, "first");
    return convolution.apply(once, filters, activation, names, "second");
  }

  private void requireDivisible(Value input) {
    for (int axis = 2; axis < input.rank(); axis++) {
      if (input.type().size(axis) % (1L << levels) != 0) {
        throw new InvalidInputException(
            "input of a U-Net of " + levels + " levels",
            input.type(),
            "multiples of " + (1L << levels) + " points along each axis",
            "take fewer levels, or pad the field");
      }
    }
  }
}
