package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.DoubleLoads.SPECIES;
import static org.sciml4j.core.elementwise.DoubleLoads.VECTOR;
import static org.sciml4j.core.elementwise.DoubleLoads.clean;
import static org.sciml4j.core.elementwise.DoubleLoads.load;
import static org.sciml4j.core.elementwise.Memory.getDouble;
import static org.sciml4j.core.elementwise.Memory.setDouble;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Loops over tiles of {@code double} numbers on the Vector API. Sums have four partial sums for
 * each lane; the order in which lanes are added is spelled out, since that of the Vector API's own
 * sum is not specified. What a reduction seldom comes to is a method of its own without vectors
 * among its arguments, because vectors in code that is too cold to be inlined are objects.
 */
final class DoubleTiles implements TileKernels {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = SPECIES.length();
  private static final int SHORT_ROW = 4 * LANES;
  private static final VectorShuffle<Double> BY_EIGHT = turned(8);
  private static final VectorShuffle<Double> BY_FOUR = turned(4);
  private static final VectorShuffle<Double> BY_TWO = turned(2);

  private static VectorShuffle<Double> turned(int lanes) {
    return VectorShuffle.iota(SPECIES, lanes % LANES, 1, true);
  }

  @Override
  public int vectorBytes() {
    return VECTOR;
  }

  @Override
  public TileLoop loop(TileOp op, boolean a, boolean b, boolean c) {
    return switch (op.arity()) {
      case 1 -> DoubleUnaryLoops.of(op);
      case 2 -> DoubleBinaryLoops.of(op, a, b);
      default -> DoubleTernaryLoops.of(op, b, c);
    };
  }

  @Override
  public void fill(long to, double value, long bytes) {
    DoubleVector v = DoubleVector.broadcast(SPECIES, (double) value);
    long whole = bytes & -VECTOR;
    for (long i = 0; i < whole; i += VECTOR) {
      v.intoMemorySegment(EVERYTHING, to + i, ORDER);
    }
    for (long i = whole; i < bytes; i += 8) {
      setDouble(to + i, (double) value);
    }
  }

  @Override
  public void copy(long target, long source, long bytes) {
    long to = clean(target);
    long from = clean(source);
    int whole = (int) bytes & -VECTOR;
    for (int i = 0; i < whole; i += VECTOR) {
      load(from + i).intoMemorySegment(EVERYTHING, to + i, ORDER);
    }
    for (long i = whole; i < bytes; i += 8) {
      setDouble(to + i, getDouble(from + i));
    }
  }

  @Override
  public void addRowSums(long sums, long from, int rows, int length) {
    for (int row = 0; row < rows; row++) {
      long start = from + (long) row * length * 8;
      double sum = length < SHORT_ROW ? shortSum(start, length) : rowSum(start, length);
      setDouble(sums + 8L * row, getDouble(sums + 8L * row) + sum);
    }
  }

  /** Independent partial sums keep the processor busy where one would wait for itself. */
  private static double shortSum(long from, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i <= length - 8; i += 8) {
      long at = from + 8L * i;
      s0 += getDouble(at);
      s1 += getDouble(at + 8);
      s2 += getDouble(at + 2 * 8);
      s3 += getDouble(at + 3 * 8);
      s4 += getDouble(at + 4 * 8);
      s5 += getDouble(at + 5 * 8);
      s6 += getDouble(at + 6 * 8);
      s7 += getDouble(at + 7 * 8);
    }
    for (; i < length; i++) {
      s0 += getDouble(from + 8L * i);
    }
    return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  }

  /** The lanes of a half are added to those of the other, until a half is one lane. */
  private static double rowSum(long row, int length) {
    long from = clean(row);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    int i = 0;
    for (; i <= length - 4 * LANES; i += 4 * LANES) {
      long at = from + 8L * i;
      s0 = s0.add(load(at));
      s1 = s1.add(load(at + VECTOR));
      s2 = s2.add(load(at + 2 * VECTOR));
      s3 = s3.add(load(at + 3 * VECTOR));
    }
    DoubleVector s = s0.add(s1).add(s2.add(s3));
    s = LANES >= 16 ? s.add(s.rearrange(BY_EIGHT)) : s;
    s = LANES >= 8 ? s.add(s.rearrange(BY_FOUR)) : s;
    s = LANES >= 4 ? s.add(s.rearrange(BY_TWO)) : s;
    double sum = LANES >= 2 ? s.lane(0) + s.lane(1) : s.lane(0);
    return sum + shortSum(from + 8L * i, length - i);
  }

  /** One method that is too long to become part of its caller, which would be too long then. */
  @Override
  public void addColumns(long sums, long from, int period, int count, long spare) {
    int rows = count / period;
    long pitch = 8L * period & Integer.MAX_VALUE;
    int column = 0;
    for (; column <= period - LANES; column += LANES) {
      long top = clean(from + 8L * column);
      DoubleVector s0 = DoubleVector.zero(SPECIES);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      int row = 0;
      for (; row <= rows - 4; row += 4) {
        long at = top + row * pitch;
        s0 = s0.add(load(at));
        s1 = s1.add(load(at + pitch));
        s2 = s2.add(load(at + 2 * pitch));
        s3 = s3.add(load(at + 3 * pitch));
      }
      addLanes(s0.add(s1).add(s2.add(s3)), sums + 8L * column);
      if (row < rows) {
        addRest(sums + 8L * column, top + row * pitch, pitch, rows - row);
      }
    }
    for (; column < period; column++) {
      long at = from + 8L * column;
      double sum = getDouble(sums + 8L * column);
      for (int row = 0; row < rows; row++) {
        sum += getDouble(at + 8L * row * period);
      }
      setDouble(sums + 8L * column, sum);
    }
    for (int i = rows * period; i < count; i++) {
      long sum = sums + 8L * (i - rows * period);
      setDouble(sum, getDouble(sum) + getDouble(from + 8L * i));
    }
  }

  private static void addRest(long sums, long top, long distance, int rows) {
    long from = clean(top);
    long pitch = distance & Integer.MAX_VALUE;
    for (int row = 0; row < rows; row++) {
      addLanes(load(from + row * pitch), sums);
    }
  }

  @Override
  public void maximizeRows(long maxima, long from, int rows, int length) {
    for (int row = 0; row < rows; row++) {
      long start = from + (long) row * length * 8;
      double largest = length < 2 * LANES ? shortMaximum(start, length) : maximum(start, length);
      setDouble(maxima + 8L * row, Math.max(getDouble(maxima + 8L * row), largest));
    }
  }

  private static double shortMaximum(long from, int length) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, getDouble(from + 8L * i));
    }
    return largest;
  }

  private static double maximum(long row, int length) {
    long from = clean(row);
    DoubleVector m0 = load(from);
    DoubleVector m1 = load(from + VECTOR);
    int i = 2 * LANES;
    for (; i <= length - 2 * LANES; i += 2 * LANES) {
      m0 = m0.max(load(from + 8L * i));
      m1 = m1.max(load(from + 8L * i + VECTOR));
    }
    DoubleVector m = m0.max(m1);
    m = LANES >= 16 ? m.max(m.rearrange(BY_EIGHT)) : m;
    m = LANES >= 8 ? m.max(m.rearrange(BY_FOUR)) : m;
    m = LANES >= 4 ? m.max(m.rearrange(BY_TWO)) : m;
    double largest = LANES >= 2 ? Math.max(m.lane(0), m.lane(1)) : m.lane(0);
    return Math.max(largest, shortMaximum(from + 8L * i, length - i));
  }

  @Override
  public void maximizeColumns(long maxima, long from, int period, int count, long spare) {
    int rows = count / period;
    int column = 0;
    for (; column <= period - LANES && rows > 0; column += LANES) {
      DoubleVector m = load(from + 8L * column);
      for (int row = 1; row < rows; row++) {
        m = m.max(load(from + 8L * row * period + 8L * column));
      }
      maximizeLanes(m, maxima + 8L * column);
    }
    for (; column < period; column++) {
      double largest = getDouble(maxima + 8L * column);
      for (int row = 0; row < rows; row++) {
        largest = Math.max(largest, getDouble(from + 8L * column + 8L * row * period));
      }
      setDouble(maxima + 8L * column, largest);
    }
    for (int i = rows * period; i < count; i++) {
      long largest = maxima + 8L * (i - rows * period);
      setDouble(largest, Math.max(getDouble(largest), getDouble(from + 8L * i)));
    }
  }

  /** Adds the lanes of a vector to f64 numbers one after the other. */
  private static void addLanes(DoubleVector v, long sums) {
    load(sums).add(v).intoMemorySegment(EVERYTHING, sums, ORDER);
  }

  private static void maximizeLanes(DoubleVector v, long maxima) {
    load(maxima).max(v).intoMemorySegment(EVERYTHING, maxima, ORDER);
  }
}
