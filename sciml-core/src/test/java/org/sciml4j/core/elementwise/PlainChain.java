package org.sciml4j.core.elementwise;

import org.sciml4j.core.tensor.DType;

/** A chain computed point by point in the order of its definition. */
final class PlainChain {
  private final ElementwiseChain chain;
  private final long[] extents;

  PlainChain(ElementwiseChain chain) {
    this.chain = chain;
    this.extents = chain.extents();
  }

  /** Every operand's and step's value at a point; arithmetic in f64, memory in the chain's type. */
  double[] values(long[] point, long[] operandAddresses) {
    int operands = chain.operands().size();
    double[] values = new double[operands + chain.steps().size()];
    for (int i = 0; i < operands; i++) {
      values[i] =
          switch (chain.operands().get(i)) {
            case Operand.Strided(View view) ->
                Memory.get(chain.dtype(), operandAddresses[i], position(view, point));
            case Operand.Uniform(double value) -> rounded(value);
            case Operand.Coordinate(int axis) -> rounded(point[axis]);
          };
    }
    for (int i = 0; i < chain.steps().size(); i++) {
      Step step = chain.steps().get(i);
      int[] arguments = step.arguments();
      double[] x = new double[arguments.length];
      for (int j = 0; j < x.length; j++) {
        x[j] = values[arguments[j]];
      }
      values[operands + i] = rounded(step.op().evaluate(x));
    }
    return values;
  }

  private double rounded(double value) {
    return chain.dtype() == DType.F32 ? (float) value : value;
  }

  long[] point(long flat) {
    long[] point = new long[extents.length];
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      point[axis] = flat % extents[axis];
      flat /= extents[axis];
    }
    return point;
  }

  static long position(View view, long[] point) {
    long position = view.offset();
    for (int axis = 0; axis < point.length; axis++) {
      position += point[axis] * view.stride(axis);
    }
    return position;
  }
}
