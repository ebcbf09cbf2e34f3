package org.sciml4j.core.minimize;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorKernels} for floats on the Vector API; sums and maxima are taken in double
 * precision, in which the products are exact.
 *
 * @param rest does the few elements past the last whole stride
 */
record SimdFloatKernels(ScalarFloatKernels rest) implements VectorKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> WIDE =
      DoubleVector.SPECIES_PREFERRED.length() > COLUMNS
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(WIDE.vectorBitSize() / 2));
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = SPECIES.length();
  private static final int WIDE_LANES = WIDE.length();
  private static final long QUARTER = (long) COLUMNS * Float.BYTES;

  @Override
  public double dot(MemorySegment x, MemorySegment y, long from, int count, double[] work, int at) {
    int whole = count / STRIDE * STRIDE;
    long firstX = x.address() + from * Float.BYTES;
    long firstY = y.address() + from * Float.BYTES;
    for (int column = 0; column < COLUMNS; column += WIDE_LANES) {
      long shift = (long) column * Float.BYTES;
      products(firstX + shift, firstY + shift, whole, work, at + column);
    }
    return VectorKernels.sumOfColumns(work, at)
        + rest.dotInOrder(x, y, from + whole, count - whole);
  }

  private static void products(long x, long y, int whole, double[] work, int at) {
    DoubleVector a = DoubleVector.zero(WIDE);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int i = 0; i < whole; i += STRIDE) {
      long shift = (long) i * Float.BYTES;
      a = wide(x + shift).fma(wide(y + shift), a);
      b = wide(x + shift + QUARTER).fma(wide(y + shift + QUARTER), b);
      c = wide(x + shift + 2 * QUARTER).fma(wide(y + shift + 2 * QUARTER), c);
      d = wide(x + shift + 3 * QUARTER).fma(wide(y + shift + 3 * QUARTER), d);
    }
    a.add(b).add(c.add(d)).intoArray(work, at);
  }

  @Override
  public double magnitudes(MemorySegment x, long from, int count, double[] work, int at) {
    int whole = count / STRIDE * STRIDE;
    long first = x.address() + from * Float.BYTES;
    for (int column = 0; column < COLUMNS; column += WIDE_LANES) {
      magnitudes(first + (long) column * Float.BYTES, whole, work, at + column);
    }
    return VectorKernels.sumOfColumns(work, at)
        + rest.magnitudesInOrder(x, from + whole, count - whole);
  }

  private static void magnitudes(long x, int whole, double[] work, int at) {
    DoubleVector a = DoubleVector.zero(WIDE);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int i = 0; i < whole; i += STRIDE) {
      long from = x + (long) i * Float.BYTES;
      a = a.add(wide(from).abs());
      b = b.add(wide(from + QUARTER).abs());
      c = c.add(wide(from + 2 * QUARTER).abs());
      d = d.add(wide(from + 3 * QUARTER).abs());
    }
    a.add(b).add(c.add(d)).intoArray(work, at);
  }

  @Override
  public double largest(MemorySegment x, long from, int count, double[] work, int at) {
    int whole = count / COLUMNS * COLUMNS;
    long first = x.address() + from * Float.BYTES;
    for (int column = 0; column < COLUMNS; column += WIDE_LANES) {
      largest(first + (long) column * Float.BYTES, whole, work, at + column);
    }
    return Math.max(
        VectorKernels.largestOfColumns(work, at),
        rest.largest(x, from + whole, count - whole, work, at));
  }

  private static void largest(long x, int whole, double[] work, int at) {
    DoubleVector a = DoubleVector.zero(WIDE);
    for (int i = 0; i < whole; i += COLUMNS) {
      a = a.max(wide(x + (long) i * Float.BYTES).abs());
    }
    a.intoArray(work, at);
  }

  @Override
  public void combine(
      MemorySegment x, double a, MemorySegment y, MemorySegment out, long from, int count) {
    int whole = count / LANES * LANES;
    long first = from * Float.BYTES;
    combine(x.address() + first, (float) a, y.address() + first, out.address() + first, whole);
    rest.combine(x, a, y, out, from + whole, count - whole);
  }

  private static void combine(long x, float a, long y, long out, int whole) {
    FloatVector factor = FloatVector.broadcast(SPECIES, a);
    for (int i = 0; i < whole; i += LANES) {
      long shift = (long) i * Float.BYTES;
      factor
          .fma(load(y + shift), load(x + shift))
          .intoMemorySegment(EVERYTHING, out + shift, ORDER);
    }
  }

  @Override
  public void scale(double a, MemorySegment x, MemorySegment out, long from, int count) {
    int whole = count / LANES * LANES;
    long first = from * Float.BYTES;
    scale((float) a, x.address() + first, out.address() + first, whole);
    rest.scale(a, x, out, from + whole, count - whole);
  }

  private static void scale(float a, long x, long out, int whole) {
    for (int i = 0; i < whole; i += LANES) {
      long shift = (long) i * Float.BYTES;
      load(x + shift).mul(a).intoMemorySegment(EVERYTHING, out + shift, ORDER);
    }
  }

  private static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }

  private static DoubleVector wide(long address) {
    return (DoubleVector)
        FloatVector.fromMemorySegment(HALF, EVERYTHING, address, ORDER)
            .convertShape(VectorOperators.F2D, WIDE, 0);
  }
}
