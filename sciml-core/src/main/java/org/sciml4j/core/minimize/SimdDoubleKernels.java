package org.sciml4j.core.minimize;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorKernels} for doubles on the Vector API.
 *
 * @param rest does the few elements past the last whole stride
 */
record SimdDoubleKernels(ScalarDoubleKernels rest) implements VectorKernels {
  private static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() > COLUMNS
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = SPECIES.length();
  private static final long QUARTER = (long) COLUMNS * Double.BYTES;

  @Override
  public double dot(MemorySegment x, MemorySegment y, long from, int count, double[] work, int at) {
    int whole = count / STRIDE * STRIDE;
    long firstX = x.address() + from * Double.BYTES;
    long firstY = y.address() + from * Double.BYTES;
    for (int column = 0; column < COLUMNS; column += LANES) {
      long shift = (long) column * Double.BYTES;
      products(firstX + shift, firstY + shift, whole, work, at + column);
    }
    return VectorKernels.sumOfColumns(work, at)
        + rest.dotInOrder(x, y, from + whole, count - whole);
  }

  private static void products(long x, long y, int whole, double[] work, int at) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int i = 0; i < whole; i += STRIDE) {
      long shift = (long) i * Double.BYTES;
      a = load(x + shift).fma(load(y + shift), a);
      b = load(x + shift + QUARTER).fma(load(y + shift + QUARTER), b);
      c = load(x + shift + 2 * QUARTER).fma(load(y + shift + 2 * QUARTER), c);
      d = load(x + shift + 3 * QUARTER).fma(load(y + shift + 3 * QUARTER), d);
    }
    a.add(b).add(c.add(d)).intoArray(work, at);
  }

  @Override
  public double magnitudes(MemorySegment x, long from, int count, double[] work, int at) {
    int whole = count / STRIDE * STRIDE;
    long first = x.address() + from * Double.BYTES;
    for (int column = 0; column < COLUMNS; column += LANES) {
      magnitudes(first + (long) column * Double.BYTES, whole, work, at + column);
    }
    return VectorKernels.sumOfColumns(work, at)
        + rest.magnitudesInOrder(x, from + whole, count - whole);
  }

  private static void magnitudes(long x, int whole, double[] work, int at) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int i = 0; i < whole; i += STRIDE) {
      long from = x + (long) i * Double.BYTES;
      a = a.add(load(from).abs());
      b = b.add(load(from + QUARTER).abs());
      c = c.add(load(from + 2 * QUARTER).abs());
      d = d.add(load(from + 3 * QUARTER).abs());
    }
    a.add(b).add(c.add(d)).intoArray(work, at);
  }

  @Override
  public double largest(MemorySegment x, long from, int count, double[] work, int at) {
    int whole = count / COLUMNS * COLUMNS;
    long first = x.address() + from * Double.BYTES;
    for (int column = 0; column < COLUMNS; column += LANES) {
      largest(first + (long) column * Double.BYTES, whole, work, at + column);
    }
    return Math.max(
        VectorKernels.largestOfColumns(work, at),
        rest.largest(x, from + whole, count - whole, work, at));
  }

  private static void largest(long x, int whole, double[] work, int at) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    for (int i = 0; i < whole; i += COLUMNS) {
      a = a.max(load(x + (long) i * Double.BYTES).abs());
    }
    a.intoArray(work, at);
  }

  @Override
  public void combine(
      MemorySegment x, double a, MemorySegment y, MemorySegment out, long from, int count) {
    int whole = count / LANES * LANES;
    long first = from * Double.BYTES;
    combine(x.address() + first, a, y.address() + first, out.address() + first, whole);
    rest.combine(x, a, y, out, from + whole, count - whole);
  }

  private static void combine(long x, double a, long y, long out, int whole) {
    DoubleVector factor = DoubleVector.broadcast(SPECIES, a);
    for (int i = 0; i < whole; i += LANES) {
      long shift = (long) i * Double.BYTES;
      factor
          .fma(load(y + shift), load(x + shift))
          .intoMemorySegment(EVERYTHING, out + shift, ORDER);
    }
  }

  @Override
  public void scale(double a, MemorySegment x, MemorySegment out, long from, int count) {
    int whole = count / LANES * LANES;
    long first = from * Double.BYTES;
    scale(a, x.address() + first, out.address() + first, whole);
    rest.scale(a, x, out, from + whole, count - whole);
  }

  private static void scale(double a, long x, long out, int whole) {
    for (int i = 0; i < whole; i += LANES) {
      long shift = (long) i * Double.BYTES;
      load(x + shift).mul(a).intoMemorySegment(EVERYTHING, out + shift, ORDER);
    }
  }

  private static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }
}
