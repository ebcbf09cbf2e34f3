package org.sciml4j.core.nn.layer;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Scope;

/**
 * Convolution as networks define it, cross-correlation: {@code [n, channels, spatial...] -> [n,
 * filters, spatial...]} with {@code y = a(K x + b)} and {@code (K x)[o, i] = Σ_{c,k} w[o, c, k]
 * x[c, stride i + dilation k - low]} (Goodfellow, Bengio, Courville 2016, eq. 9.6). Parameters
 * {@code kernel [filters, channels / groups, extents...]} and {@code bias [filters]}.
 *
 * @param filters number of output channels
 * @param travel how the kernel travels
 * @param linear kernel, bias and activation
 */
public record Conv(long filters, KernelTravel travel, Linear linear)
    implements ConvolutionLayer<Conv> {
  /**
   * Checks the filters.
   *
   * @throws InvalidInputException if there is none
   */
  public Conv {
    if (filters < 1) {
      throw new InvalidInputException("filters", filters, "at least 1", "choose how many outputs");
    }
  }

  /**
   * Over {@code [n, c, x]}: stride 1, no padding, no activation.
   *
   * @param extents the kernel's extent
   */
  public static Conv conv1d(long filters, long... extents) {
    return of(1, filters, extents);
  }

  /**
   * Over {@code [n, c, y, x]}: stride 1, no padding, no activation.
   *
   * @param extents the kernel's extents, one for a square
   */
  public static Conv conv2d(long filters, long... extents) {
    return of(2, filters, extents);
  }

  /**
   * Over {@code [n, c, z, y, x]}: stride 1, no padding, no activation.
   *
   * @param extents the kernel's extents, one for a cube
   */
  public static Conv conv3d(long filters, long... extents) {
    return of(3, filters, extents);
  }

  private static Conv of(int dims, long filters, long... extents) {
    return new Conv(filters, KernelTravel.of(dims, extents), Linear.DEFAULT);
  }

  @Override
  public Conv with(Linear other) {
    return new Conv(filters, travel, other);
  }

  @Override
  public Conv with(KernelTravel other) {
    return new Conv(filters, other, linear);
  }

  @Override
  public String kind() {
    return "Conv" + travel.dims() + "D";
  }

  @Override
  public Value compute(Value input, Scope own) {
    travel.requireInput("a convolution", input.type(), filters);
    List<Long> extents = KernelTravel.spatial(input);
    List<Padding> paddings = travel.border().paddings(extents, travel.reach(), travel.stride());
    long[] shape = travel.kernelShape(filters, input.shape()[1] / travel.groups());
    Value kernel = linear.kernel().declare(own, "kernel", shape);
    Value sum =
        Border.isZero(paddings)
            ? input.crossCorrelate(kernel, travel.geometry(paddings))
            : input.pad(Border.onBatch(paddings)).crossCorrelate(kernel, travel.geometry());
    return linear.finish(sum, own, filters, travel.biasShape(filters));
  }
}
