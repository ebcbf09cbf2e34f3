package org.sciml4j.core.graph;

import java.util.List;

/** A primitive with one result. */
public sealed interface Operation extends Primitive
    permits Leaf,
        Elementwise,
        Sum,
        ReduceMax,
        ArgMax,
        CumulativeSum,
        Broadcast,
        Reshape,
        Transpose,
        Slice,
        Embed,
        Reverse,
        Concat,
        Pad,
        Fold,
        MatMul,
        Convolution,
        ConvolutionInputAdjoint,
        ConvolutionKernelAdjoint,
        MaxPool,
        MaxPoolSelect,
        MaxPoolScatter,
        AveragePool,
        AveragePoolAdjoint,
        Gather,
        ScatterAdd,
        RandomUniform,
        RandomNormal,
        Cast,
        StopGradient {
  /**
   * The result's type.
   *
   * @throws org.sciml4j.core.InvalidInputException if the operands do not fit, naming the
   *     operation, their shapes and what was expected
   */
  TensorType type(List<TensorType> operands);

  /**
   * Forward derivative: the tangent of {@code result} along the operands' tangents.
   *
   * @param result the node to differentiate
   * @param tangents one per operand, of its type; {@code null} where it is zero
   * @return of the result's type; {@code null} where it is zero
   */
  Value jvp(Value result, List<Value> tangents);

  /**
   * Reverse derivative: what {@code cotangent} contributes to each operand's cotangent.
   *
   * @param result the node to differentiate
   * @param cotangent of the result's type
   * @return one per operand, of its type; {@code null} where it is zero
   */
  List<Value> vjp(Value result, Value cotangent);
}
