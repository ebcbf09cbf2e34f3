package org.sciml4j.operators.classical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.operators.differences.FiniteDifference;
import org.sciml4j.operators.differences.RationalStencil;

/**
 * Exact coefficients divided by powers of the spacings, e.g. the second difference over {@code
 * h_x²}. Classical stencils are sums of these, which keeps them right where spacings differ.
 *
 * @param kernel coefficients on the unit grid
 * @param powers power of the spacing along each axis that divides them
 */
record ScaledKernel(RationalStencil kernel, int[] powers) {
  /** The identity. */
  static ScaledKernel identity(int dims) {
    return new ScaledKernel(RationalStencil.identity(dims), new int[dims]);
  }

  /** A kernel whose coefficients act on field values as they are. */
  static ScaledKernel unscaled(RationalStencil kernel) {
    return new ScaledKernel(kernel, new int[kernel.dims()]);
  }

  /** A difference along one axis over its power of that axis' spacing. */
  static ScaledKernel along(int axis, int dims, FiniteDifference difference) {
    int[] powers = new int[dims];
    powers[axis] = difference.derivative();
    return new ScaledKernel(RationalStencil.along(axis, dims, difference), powers);
  }

  /** One applied after the other. */
  ScaledKernel compose(ScaledKernel other) {
    return new ScaledKernel(
        kernel.compose(other.kernel),
        IntStream.range(0, powers.length).map(i -> powers[i] + other.powers[i]).toArray());
  }

  /** Sum of all powers. */
  int totalPower() {
    return Arrays.stream(powers).sum();
  }

  /** What the kernel is divided by on a grid. */
  double divisor(double... spacing) {
    double product = 1;
    for (int axis = 0; axis < powers.length; axis++) {
      for (int i = 0; i < powers[axis]; i++) {
        product *= spacing[axis];
      }
    }
    return product;
  }
}
