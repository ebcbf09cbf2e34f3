package org.sciml4j.core.graph;

import java.util.List;

/**
 * Each element spread evenly over its window: the adjoint of {@link AveragePool}.
 *
 * @param geometry how the window travels
 * @param extents spatial extents of the result
 */
public record AveragePoolAdjoint(PoolGeometry geometry, List<Long> extents) implements Operation {
  /** Copies the extents. */
  public AveragePoolAdjoint {
    extents = List.copyOf(extents);
  }

  @Override
  public String name() {
    return "average_pool_adjoint";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    TensorType cotangent = operands.getFirst();
    if (cotangent.rank() != geometry.dims() + 2) {
      throw Operands.error(
          this,
          operands,
          (geometry.dims() + 2) + " axes: batch, channels, " + geometry.dims() + " spatial",
          "reshape it first");
    }
    ConvolutionShapes.requireExtents(this, geometry.dims(), extents);
    TensorType input =
        cotangent.withShape(ConvolutionShapes.shape(cotangent.size(0), cotangent.size(1), extents));
    TensorType pooled = geometry.pooled(this, input, operands);
    if (!pooled.hasShapeOf(cotangent)) {
      throw Operands.error(this, operands, "a pooled shape " + pooled, "correct the extents");
    }
    return input;
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(Value.of(new AveragePool(geometry), cotangent));
  }
}
