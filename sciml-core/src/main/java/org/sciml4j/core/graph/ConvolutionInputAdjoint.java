package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * The adjoint of {@link Convolution} by its input, also called transposed convolution: {@code x[n,
 * c, j] = Σ w[o, c, k] g[n, o, i]} over all {@code o}, {@code i}, {@code k} with {@code stride i +
 * dilation k - low = j} (Dumoulin and Visin 2016, arXiv:1603.07285, section 4). Operands: {@code g
 * [n, o, spatial...]}, kernel {@code [o, c / groups, spatial...]}.
 *
 * @param geometry that of the convolution
 * @param extents spatial extents of the convolution's input, this operation's result
 */
public record ConvolutionInputAdjoint(ConvolutionGeometry geometry, List<Long> extents)
    implements Operation {
  /** Copies the extents. */
  public ConvolutionInputAdjoint {
    extents = List.copyOf(extents);
  }

  @Override
  public String name() {
    return "convolution_input_adjoint";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 2, operands);
    Operands.requireSameDtype(this, operands);

    TensorType cotangent = operands.get(0);
    TensorType kernel = operands.get(1);
    ConvolutionShapes.requireRanks(this, geometry, operands);
    ConvolutionShapes.requireExtents(this, geometry.dims(), extents);
    long channels = kernel.size(1) * geometry.groups();
    TensorType input =
        cotangent.withShape(ConvolutionShapes.shape(cotangent.size(0), channels, extents));
    ConvolutionShapes.require(this, geometry, input, kernel, operands);
    List<Long> output = geometry.outputExtents(extents, ConvolutionShapes.spatial(kernel));
    ConvolutionShapes.requireCotangent(this, cotangent, kernel.size(0), output, operands);
    return input;
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return Operands.bilinear(this, result, tangents);
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    Value g = result.operand(0);
    Value kernel = result.operand(1);
    return Arrays.asList(
        Value.of(new Convolution(geometry), cotangent, kernel),
        Value.of(
            new ConvolutionKernelAdjoint(geometry, ConvolutionShapes.spatial(kernel.type())),
            cotangent,
            g));
  }
}
