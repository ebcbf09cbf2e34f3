package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * The adjoint of {@link Convolution} by its kernel: {@code w[o, c, k] = Σ_{n,i} g[n, o, i] x[n, c,
 * stride i + dilation k - low]}. Operands: input {@code x [n, c, spatial...]}, {@code g [n, o,
 * spatial...]}.
 *
 * @param geometry that of the convolution
 * @param extents spatial extents of the kernel, this operation's result
 */
public record ConvolutionKernelAdjoint(ConvolutionGeometry geometry, List<Long> extents)
    implements Operation {
  /** Copies the extents. */
  public ConvolutionKernelAdjoint {
    extents = List.copyOf(extents);
  }

  @Override
  public String name() {
    return "convolution_kernel_adjoint";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 2, operands);
    Operands.requireSameDtype(this, operands);

    TensorType input = operands.get(0);
    TensorType cotangent = operands.get(1);
    ConvolutionShapes.requireRanks(this, geometry, operands);
    ConvolutionShapes.requireExtents(this, geometry.dims(), extents);
    long channels = input.size(1) / geometry.groups();
    TensorType kernel =
        input.withShape(ConvolutionShapes.shape(cotangent.size(1), channels, extents));
    ConvolutionShapes.require(this, geometry, input, kernel, operands);
    List<Long> output = geometry.outputExtents(ConvolutionShapes.spatial(input), extents);
    ConvolutionShapes.requireCotangent(this, cotangent, kernel.size(0), output, operands);
    return kernel;
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return Operands.bilinear(this, result, tangents);
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    Value input = result.operand(0);
    Value g = result.operand(1);
    return Arrays.asList(
        Value.of(
            new ConvolutionInputAdjoint(geometry, ConvolutionShapes.spatial(input.type())),
            g,
            cotangent),
        Value.of(new Convolution(geometry), input, cotangent));
  }
}
