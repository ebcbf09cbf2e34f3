package org.sciml4j.core.graph;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** NumPy's rules by which operands of different shapes meet. */
final class Broadcasting {
  private Broadcasting() {}

  /** An elementwise operation on operands broadcast to one shape. */
  static Value apply(Elementwise operation, Value... operands) {
    long[] shape = operands[0].shape();
    List<TensorType> types = Stream.of(operands).map(Value::type).toList();
    for (Value operand : operands) {
      shape = common(operation, types, shape, operand.shape());
    }
    long[] meeting = shape;
    List<Value> together = Stream.of(operands).map(one -> one.broadcastTo(meeting)).toList();
    return Value.of(operation, together);
  }

  private static long[] common(
      Elementwise operation, List<TensorType> types, long[] left, long[] right) {
    int rank = Math.max(left.length, right.length);
    long[] shape = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long a = i <= left.length ? left[left.length - i] : 1;
      long b = i <= right.length ? right[right.length - i] : 1;
      if (a != b && a != 1 && b != 1) {
        throw Operands.error(
            operation,
            types,
            "extents that are equal or 1, counted from the last axis",
            "reshape or broadcast them first");
      }
      shape[rank - i] = a == 1 ? b : a;
    }
    return shape;
  }

  static Value matmul(Value a, Value b) {
    if (a.rank() == 1) {
      Value product = matmul(a.reshape(1, a.shape()[0]), b);
      return product.reshape(Axes.without(product.type(), Math.max(0, product.rank() - 2)));
    }
    if (b.rank() == 1) {
      Value product = matmul(a, b.reshape(b.shape()[0], 1));
      return product.reshape(Axes.without(product.type(), product.rank() - 1));
    }
    MatMul operation = new MatMul();
    if (a.rank() > 2 && b.rank() == 2) {
      long k = a.shape()[a.rank() - 1];
      long rows = LongStream.of(a.shape()).limit(a.rank() - 1).reduce(1, Math::multiplyExact);
      Value product = Value.of(operation, a.reshape(rows, k), b);
      long[] shape = a.shape();
      shape[shape.length - 1] = b.shape()[1];
      return product.reshape(shape);
    }
    if (a.rank() == 2 && b.rank() > 2) {
      return Value.of(operation, a.broadcastTo(leading(b, a)), b);
    }
    return Value.of(operation, a, b);
  }

  private static long[] leading(Value batched, Value matrix) {
    return LongStream.concat(
            LongStream.of(batched.shape()).limit(batched.rank() - 2), LongStream.of(matrix.shape()))
        .toArray();
  }
}
