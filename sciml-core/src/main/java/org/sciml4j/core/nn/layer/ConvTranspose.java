package org.sciml4j.core.nn.layer;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.ConvolutionInputAdjoint;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * The adjoint of {@link Conv} by its input: {@code [n, channels, spatial...] -> [n, filters,
 * spatial...]} with {@code y = a(Kᵀ x + b)}, also called transposed or fractionally strided
 * convolution (Dumoulin and Visin 2016, arXiv:1603.07285, section 4). Parameters {@code kernel
 * [channels, filters / groups, extents...]} and {@code bias [filters]}.
 *
 * <p>Along an axis of {@code n} points the result has {@code (n - 1) stride + reach} points with
 * mode {@code VALID}, {@code n stride} points with any other, and {@code low + high} fewer than the
 * first with explicit padding, where a kernel of {@code k} points has the reach {@code dilation (k
 * - 1) + 1}. What a boundary mode continues is folded back.
 *
 * @param filters number of output channels
 * @param travel how the kernel travels
 * @param linear kernel, bias and activation
 */
public record ConvTranspose(long filters, KernelTravel travel, Linear linear)
    implements ConvolutionLayer<ConvTranspose> {
  /**
   * Checks the filters.
   *
   * @throws InvalidInputException if there is none
   */
  public ConvTranspose {
    if (filters < 1) {
      throw new InvalidInputException("filters", filters, "at least 1", "choose how many outputs");
    }
  }

  /**
   * Over {@code [n, c, x]}: stride 1, no padding, no activation.
   *
   * @param extents the kernel's extent
   */
  public static ConvTranspose convTranspose1d(long filters, long... extents) {
    return of(1, filters, extents);
  }

  /**
   * Over {@code [n, c, y, x]}: stride 1, no padding, no activation.
   *
   * @param extents the kernel's extents, one for a square
   */
  public static ConvTranspose convTranspose2d(long filters, long... extents) {
    return of(2, filters, extents);
  }

  /**
   * Over {@code [n, c, z, y, x]}: stride 1, no padding, no activation.
   *
   * @param extents the kernel's extents, one for a cube
   */
  public static ConvTranspose convTranspose3d(long filters, long... extents) {
    return of(3, filters, extents);
  }

  private static ConvTranspose of(int dims, long filters, long... extents) {
    return new ConvTranspose(filters, KernelTravel.of(dims, extents), Linear.DEFAULT);
  }

  @Override
  public ConvTranspose with(Linear other) {
    return new ConvTranspose(filters, travel, other);
  }

  @Override
  public ConvTranspose with(KernelTravel other) {
    return new ConvTranspose(filters, other, linear);
  }

  @Override
  public String kind() {
    return "Conv" + travel.dims() + "DTranspose";
  }

  @Override
  public Value compute(Value input, Scope own) {
    travel.requireInput("a transposed convolution", input.type(), filters);
    List<Long> extents = outputExtents(KernelTravel.spatial(input));
    List<Padding> paddings = travel.border().paddings(extents, travel.reach(), travel.stride());
    long[] shape = travel.kernelShape(input.shape()[1], filters / travel.groups());
    Value kernel = linear.kernel().declare(own, "kernel", shape);
    Value sum;
    if (Border.isZero(paddings)) {
      sum = adjoint(travel.geometry(paddings), extents, input, kernel);
    } else {
      List<Long> padded = new ArrayList<>();
      for (int axis = 0; axis < extents.size(); axis++) {
        Padding padding = paddings.get(axis);
        padded.add(extents.get(axis) + padding.low() + padding.high());
      }
      Value unfolded = adjoint(travel.geometry(), padded, input, kernel);
      sum = Value.of(new Fold(Border.onBatch(paddings)), unfolded);
    }
    return linear.finish(sum, own, filters, travel.biasShape(filters));
  }

  private static Value adjoint(
      ConvolutionGeometry geometry, List<Long> extents, Value input, Value kernel) {
    return Value.of(new ConvolutionInputAdjoint(geometry, extents), input, kernel);
  }

  private List<Long> outputExtents(List<Long> input) {
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < input.size(); axis++) {
      long stride = travel.stride().get(axis);
      long all = (input.get(axis) - 1) * stride + travel.reach().get(axis);
      extents.add(
          switch (travel.border()) {
            case Border.Modes(List<BoundaryMode> modes) ->
                modes.get(axis) == BoundaryMode.VALID ? all : input.get(axis) * stride;
            case Border.Exact(List<Padding> paddings) ->
                all - paddings.get(axis).low() - paddings.get(axis).high();
          });
    }
    return extents;
  }
}
