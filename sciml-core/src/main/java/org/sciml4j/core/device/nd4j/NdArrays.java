package org.sciml4j.core.device.nd4j;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;

/** ND4J arrays for our types, always row-major and dense; a single number has shape {@code [1]}. */
final class NdArrays {
  private NdArrays() {}

  static DataType dataType(DType dtype) {
    return dtype == DType.F32 ? DataType.FLOAT : DataType.DOUBLE;
  }

  static long[] shape(TensorType type) {
    return type.rank() == 0 ? new long[] {1} : type.shape();
  }

  static INDArray zeros(TensorType type) {
    return Nd4j.create(dataType(type.dtype()), shape(type), 'c');
  }

  static INDArray zeros(INDArray like, long... shape) {
    return Nd4j.create(like.dataType(), shape, 'c');
  }

  /** An array of elements given by their row-major positions. */
  static INDArray fill(TensorType type, LongToDoubleFunction element) {
    INDArray array = zeros(type);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, element.applyAsDouble(i));
    }
    return array;
  }

  /** Some elements of a dense array, at regular positions: writes go through to it. */
  static INDArray view(INDArray dense, long[] from, long[] step, long... shape) {
    long[] strides = Shape.strides(dense.shape());
    long offset = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      offset += from[axis] * strides[axis];
      strides[axis] *= step[axis];
    }
    return Nd4j.create(dense.data(), shape, strides, offset, 'c');
  }

  /** All elements at one position of an axis, which stays with extent one. */
  static INDArray at(INDArray dense, int axis, long position) {
    long[] from = new long[dense.rank()];
    from[axis] = position;
    long[] step = new long[dense.rank()];
    Arrays.fill(step, 1);
    long[] shape = dense.shape().clone();
    shape[axis] = 1;
    return view(dense, from, step, shape);
  }

  static INDArray dense(INDArray array) {
    return array.dup('c');
  }
}
