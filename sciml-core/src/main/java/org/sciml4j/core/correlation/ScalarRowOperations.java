package org.sciml4j.core.correlation;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.tensor.DType;

/** {@link RowOperations} without the Vector API. */
record ScalarRowOperations() implements RowOperations {
  @Override
  public boolean copy(
      MemorySegment from, long fromByte, DType dtype, MemorySegment to, long toElement, int count) {
    boolean finite = true;
    for (int j = 0; j < count; j++) {
      double x =
          dtype == DType.F64
              ? from.get(JAVA_DOUBLE_UNALIGNED, fromByte + (long) j * Double.BYTES)
              : from.get(JAVA_FLOAT_UNALIGNED, fromByte + (long) j * Float.BYTES);
      to.setAtIndex(JAVA_DOUBLE, toElement + j, x);
      finite &= Double.isFinite(x);
    }
    return finite;
  }

  @Override
  public void addDifference(
      MemorySegment memory, long sum, long plus, long minus, double weight, int count) {
    for (int j = 0; j < count; j++) {
      double difference =
          memory.getAtIndex(JAVA_DOUBLE, plus + j) - memory.getAtIndex(JAVA_DOUBLE, minus + j);
      memory.setAtIndex(
          JAVA_DOUBLE, sum + j, memory.getAtIndex(JAVA_DOUBLE, sum + j) + weight * difference);
    }
  }

  @Override
  public boolean divide(MemorySegment memory, long row, double divisor, int count) {
    boolean finite = true;
    for (int j = 0; j < count; j++) {
      double quotient = memory.getAtIndex(JAVA_DOUBLE, row + j) / divisor;
      memory.setAtIndex(JAVA_DOUBLE, row + j, quotient);
      finite &= Double.isFinite(quotient);
    }
    return finite;
  }
}
