package org.sciml4j.operators.analysis;

import java.math.BigDecimal;

/** Multiplies a dense row-major array of exact numbers with a square matrix along one axis. */
final class SeparableTransform {
  private SeparableTransform() {}

  static BigDecimal[] along(int axis, int[] extents, BigDecimal[] values, BigDecimal[][] matrix) {
    int stride = 1;
    for (int inner = axis + 1; inner < extents.length; inner++) {
      stride *= extents[inner];
    }
    int n = extents[axis];
    BigDecimal[] result = new BigDecimal[values.length];
    for (int at = 0; at < values.length; at++) {
      int row = at / stride % n;
      int first = at - row * stride;
      BigDecimal sum = BigDecimal.ZERO;
      for (int p = 0; p < n; p++) {
        sum = sum.add(matrix[row][p].multiply(values[first + p * stride]));
      }
      result[at] = sum;
    }
    return result;
  }
}
