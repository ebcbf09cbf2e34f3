package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Cross-correlation of an input {@code [n, c, spatial...]} with a kernel {@code [o, c / groups,
 * spatial...]}, the operation that networks call convolution: {@code y[n, o, i] = Σ_{c,k} w[o, c,
 * k] x[n, c, stride i + dilation k - low]} (Goodfellow, Bengio, Courville 2016, Deep Learning, eq.
 * 9.6). Bilinear; its adjoints are {@link ConvolutionInputAdjoint} and {@link
 * ConvolutionKernelAdjoint}.
 *
 * @param geometry how the kernel travels
 */
public record Convolution(ConvolutionGeometry geometry) implements Operation {
  @Override
  public String name() {
    return "convolution";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 2, operands);
    Operands.requireSameDtype(this, operands);

    TensorType input = operands.get(0);
    TensorType kernel = operands.get(1);
    ConvolutionShapes.require(this, geometry, input, kernel, operands);
    List<Long> output =
        geometry.outputExtents(ConvolutionShapes.spatial(input), ConvolutionShapes.spatial(kernel));
    if (output.contains(0L)) {
      throw Operands.error(
          this,
          operands,
          "a kernel that fits into the padded input",
          "pad the input or take a smaller kernel");
    }
    return input.withShape(ConvolutionShapes.shape(input.size(0), kernel.size(0), output));
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return Operands.bilinear(this, result, tangents);
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    Value input = result.operand(0);
    Value kernel = result.operand(1);
    return Arrays.asList(
        Value.of(
            new ConvolutionInputAdjoint(geometry, ConvolutionShapes.spatial(input.type())),
            cotangent,
            kernel),
        Value.of(
            new ConvolutionKernelAdjoint(geometry, ConvolutionShapes.spatial(kernel.type())),
            input,
            cotangent));
  }
}
