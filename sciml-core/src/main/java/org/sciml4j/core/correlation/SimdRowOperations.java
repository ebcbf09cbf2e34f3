package org.sciml4j.core.correlation;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.sciml4j.core.tensor.DType;

/** {@link RowOperations} on the Vector API. */
record SimdRowOperations() implements RowOperations {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
  private static final int LANES = DOUBLES.length();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  @Override
  public boolean copy(
      MemorySegment from, long fromByte, DType dtype, MemorySegment to, long toElement, int count) {
    long toByte = toElement * Double.BYTES;
    return dtype == DType.F64
        ? copyDoubles(from, fromByte, to, toByte, count)
        : copyFloats(from, fromByte, to, toByte, count);
  }

  private static boolean copyDoubles(
      MemorySegment from, long fromByte, MemorySegment to, long toByte, int count) {
    DoubleVector poison = DoubleVector.zero(DOUBLES);
    int whole = DOUBLES.loopBound(count);
    for (int j = 0; j < whole; j += LANES) {
      long at = (long) j * Double.BYTES;
      DoubleVector x = DoubleVector.fromMemorySegment(DOUBLES, from, fromByte + at, ORDER);
      x.intoMemorySegment(to, toByte + at, ORDER);
      poison = poison.add(x.sub(x));
    }
    if (whole < count) {
      VectorMask<Double> mask = DOUBLES.indexInRange(whole, count);
      long at = (long) whole * Double.BYTES;
      DoubleVector x = DoubleVector.fromMemorySegment(DOUBLES, from, fromByte + at, ORDER, mask);
      x.intoMemorySegment(to, toByte + at, ORDER, mask);
      poison = poison.add(x.sub(x));
    }
    return isZero(poison);
  }

  private static boolean copyFloats(
      MemorySegment from, long fromByte, MemorySegment to, long toByte, int count) {
    DoubleVector poison = DoubleVector.zero(DOUBLES);
    int whole = DOUBLES.loopBound(count);
    for (int j = 0; j < whole; j += LANES) {
      DoubleVector x =
          (DoubleVector)
              FloatVector.fromMemorySegment(FLOATS, from, fromByte + (long) j * Float.BYTES, ORDER)
                  .convertShape(VectorOperators.F2D, DOUBLES, 0);
      x.intoMemorySegment(to, toByte + (long) j * Double.BYTES, ORDER);
      poison = poison.add(x.sub(x));
    }
    if (whole < count) {
      DoubleVector x =
          (DoubleVector)
              FloatVector.fromMemorySegment(
                      FLOATS,
                      from,
                      fromByte + (long) whole * Float.BYTES,
                      ORDER,
                      FLOATS.indexInRange(whole, count))
                  .convertShape(VectorOperators.F2D, DOUBLES, 0);
      VectorMask<Double> mask = DOUBLES.indexInRange(whole, count);
      x.intoMemorySegment(to, toByte + (long) whole * Double.BYTES, ORDER, mask);
      poison = poison.add(x.sub(x));
    }
    return isZero(poison);
  }

  @Override
  public void addDifference(
      MemorySegment memory, long sum, long plus, long minus, double weight, int count) {
    int whole = DOUBLES.loopBound(count);
    for (int j = 0; j < whole; j += LANES) {
      DoubleVector difference =
          DoubleVector.fromMemorySegment(DOUBLES, memory, (plus + j) * Double.BYTES, ORDER)
              .sub(
                  DoubleVector.fromMemorySegment(
                      DOUBLES, memory, (minus + j) * Double.BYTES, ORDER));
      DoubleVector.fromMemorySegment(DOUBLES, memory, (sum + j) * Double.BYTES, ORDER)
          .add(difference.mul(weight))
          .intoMemorySegment(memory, (sum + j) * Double.BYTES, ORDER);
    }
    new ScalarRowOperations()
        .addDifference(memory, sum + whole, plus + whole, minus + whole, weight, count - whole);
  }

  @Override
  public boolean divide(MemorySegment memory, long row, double divisor, int count) {
    DoubleVector poison = DoubleVector.zero(DOUBLES);
    int whole = DOUBLES.loopBound(count);
    for (int j = 0; j < whole; j += LANES) {
      long at = (row + j) * Double.BYTES;
      DoubleVector x = DoubleVector.fromMemorySegment(DOUBLES, memory, at, ORDER).div(divisor);
      x.intoMemorySegment(memory, at, ORDER);
      poison = poison.add(x.sub(x));
    }
    return new ScalarRowOperations().divide(memory, row + whole, divisor, count - whole)
        && isZero(poison);
  }

  private static boolean isZero(DoubleVector poison) {
    return poison.eq(0).allTrue();
  }
}
