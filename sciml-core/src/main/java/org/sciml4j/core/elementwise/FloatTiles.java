package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.FloatLoads.SPECIES;
import static org.sciml4j.core.elementwise.FloatLoads.VECTOR;
import static org.sciml4j.core.elementwise.FloatLoads.clean;
import static org.sciml4j.core.elementwise.FloatLoads.load;
import static org.sciml4j.core.elementwise.Memory.getDouble;
import static org.sciml4j.core.elementwise.Memory.getFloat;
import static org.sciml4j.core.elementwise.Memory.setDouble;
import static org.sciml4j.core.elementwise.Memory.setFloat;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over tiles of {@code float} numbers on the Vector API. Sums have four partial sums for each
 * lane; the order in which lanes are added is spelled out, since that of the Vector API's own sum
 * is not specified. What a reduction seldom comes to is a method of its own without vectors among
 * its arguments, because vectors in code that is too cold to be inlined are objects.
 */
final class FloatTiles implements TileKernels {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = SPECIES.length();
  private static final int SHORT_ROW = 4 * LANES;
  private static final VectorShuffle<Float> BY_EIGHT = turned(8);
  private static final VectorShuffle<Float> BY_FOUR = turned(4);
  private static final VectorShuffle<Float> BY_TWO = turned(2);

  private static VectorShuffle<Float> turned(int lanes) {
    return VectorShuffle.iota(SPECIES, lanes % LANES, 1, true);
  }

  @Override
  public int vectorBytes() {
    return VECTOR;
  }

  @Override
  public TileLoop loop(TileOp op, boolean a, boolean b, boolean c) {
    return switch (op.arity()) {
      case 1 -> FloatUnaryLoops.of(op);
      case 2 -> FloatBinaryLoops.of(op, a, b);
      default -> FloatTernaryLoops.of(op, b, c);
    };
  }

  @Override
  public void fill(long to, double value, long bytes) {
    FloatVector v = FloatVector.broadcast(SPECIES, (float) value);
    long whole = bytes & -VECTOR;
    for (long i = 0; i < whole; i += VECTOR) {
      v.intoMemorySegment(EVERYTHING, to + i, ORDER);
    }
    for (long i = whole; i < bytes; i += 4) {
      setFloat(to + i, (float) value);
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
    for (long i = whole; i < bytes; i += 4) {
      setFloat(to + i, getFloat(from + i));
    }
  }

  @Override
  public void addRowSums(long sums, long from, int rows, int length) {
    for (int row = 0; row < rows; row++) {
      long start = from + (long) row * length * 4;
      double sum = length < SHORT_ROW ? shortSum(start, length) : rowSum(start, length);
      setDouble(sums + 8L * row, getDouble(sums + 8L * row) + sum);
    }
  }

  /** Independent partial sums keep the processor busy where one would wait for itself. */
  private static float shortSum(long from, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i <= length - 8; i += 8) {
      long at = from + 4L * i;
      s0 += getFloat(at);
      s1 += getFloat(at + 4);
      s2 += getFloat(at + 2 * 4);
      s3 += getFloat(at + 3 * 4);
      s4 += getFloat(at + 4 * 4);
      s5 += getFloat(at + 5 * 4);
      s6 += getFloat(at + 6 * 4);
      s7 += getFloat(at + 7 * 4);
    }
    for (; i < length; i++) {
      s0 += getFloat(from + 4L * i);
    }
    return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  }

  /** The lanes of a half are added to those of the other, until a half is one lane. */
  private static float rowSum(long row, int length) {
    long from = clean(row);
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = 0;
    for (; i <= length - 4 * LANES; i += 4 * LANES) {
      long at = from + 4L * i;
      s0 = s0.add(load(at));
      s1 = s1.add(load(at + VECTOR));
      s2 = s2.add(load(at + 2 * VECTOR));
      s3 = s3.add(load(at + 3 * VECTOR));
    }
    FloatVector s = s0.add(s1).add(s2.add(s3));
    s = LANES >= 16 ? s.add(s.rearrange(BY_EIGHT)) : s;
    s = LANES >= 8 ? s.add(s.rearrange(BY_FOUR)) : s;
    s = LANES >= 4 ? s.add(s.rearrange(BY_TWO)) : s;
    float sum = LANES >= 2 ? s.lane(0) + s.lane(1) : s.lane(0);
    return sum + shortSum(from + 4L * i, length - i);
  }

  /** One method that is too long to become part of its caller, which would be too long then. */
  @Override
  public void addColumns(long sums, long from, int period, int count, long spare) {
    int rows = count / period;
    long pitch = 4L * period & Integer.MAX_VALUE;
    int column = 0;
    for (; column <= period - LANES; column += LANES) {
      long top = clean(from + 4L * column);
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      int row = 0;
      for (; row <= rows - 4; row += 4) {
        long at = top + row * pitch;
        s0 = s0.add(load(at));
        s1 = s1.add(load(at + pitch));
        s2 = s2.add(load(at + 2 * pitch));
        s3 = s3.add(load(at + 3 * pitch));
      }
      s0.add(s1).add(s2.add(s3)).intoMemorySegment(EVERYTHING, spare, ORDER);
      addLanes(spare, sums + 8L * column);
      if (row < rows) {
        addRest(sums + 8L * column, top + row * pitch, pitch, rows - row);
      }
    }
    for (; column < period; column++) {
      long at = from + 4L * column;
      double sum = getDouble(sums + 8L * column);
      for (int row = 0; row < rows; row++) {
        sum += getFloat(at + 4L * row * period);
      }
      setDouble(sums + 8L * column, sum);
    }
    for (int i = rows * period; i < count; i++) {
      long sum = sums + 8L * (i - rows * period);
      setDouble(sum, getDouble(sum) + getFloat(from + 4L * i));
    }
  }

  private static void addRest(long sums, long top, long distance, int rows) {
    long from = clean(top);
    long pitch = distance & Integer.MAX_VALUE;
    for (int row = 0; row < rows; row++) {
      addLanes(from + row * pitch, sums);
    }
  }

  @Override
  public void maximizeRows(long maxima, long from, int rows, int length) {
    for (int row = 0; row < rows; row++) {
      long start = from + (long) row * length * 4;
      double largest = length < 2 * LANES ? shortMaximum(start, length) : maximum(start, length);
      setDouble(maxima + 8L * row, Math.max(getDouble(maxima + 8L * row), largest));
    }
  }

  private static float shortMaximum(long from, int length) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, getFloat(from + 4L * i));
    }
    return largest;
  }

  private static float maximum(long row, int length) {
    long from = clean(row);
    FloatVector m0 = load(from);
    FloatVector m1 = load(from + VECTOR);
    int i = 2 * LANES;
    for (; i <= length - 2 * LANES; i += 2 * LANES) {
      m0 = m0.max(load(from + 4L * i));
      m1 = m1.max(load(from + 4L * i + VECTOR));
    }
    FloatVector m = m0.max(m1);
    m = LANES >= 16 ? m.max(m.rearrange(BY_EIGHT)) : m;
    m = LANES >= 8 ? m.max(m.rearrange(BY_FOUR)) : m;
    m = LANES >= 4 ? m.max(m.rearrange(BY_TWO)) : m;
    float largest = LANES >= 2 ? Math.max(m.lane(0), m.lane(1)) : m.lane(0);
    return Math.max(largest, shortMaximum(from + 4L * i, length - i));
  }

  @Override
  public void maximizeColumns(long maxima, long from, int period, int count, long spare) {
    int rows = count / period;
    int column = 0;
    for (; column <= period - LANES && rows > 0; column += LANES) {
      FloatVector m = load(from + 4L * column);
      for (int row = 1; row < rows; row++) {
        m = m.max(load(from + 4L * row * period + 4L * column));
      }
      m.intoMemorySegment(EVERYTHING, spare, ORDER);
      maximizeLanes(spare, maxima + 8L * column);
    }
    for (; column < period; column++) {
      double largest = getDouble(maxima + 8L * column);
      for (int row = 0; row < rows; row++) {
        largest = Math.max(largest, getFloat(from + 4L * column + 4L * row * period));
      }
      setDouble(maxima + 8L * column, largest);
    }
    for (int i = rows * period; i < count; i++) {
      long largest = maxima + 8L * (i - rows * period);
      setDouble(largest, Math.max(getDouble(largest), getFloat(from + 4L * i)));
    }
  }

  /** Adds as many numbers as a vector has lanes to f64 numbers. */
  private static void addLanes(long from, long sums) {
    for (int half = 0; half < VECTOR; half += VECTOR / 2) {
      FloatVector v = FloatVector.fromMemorySegment(HALF, EVERYTHING, from + half, ORDER);
      long to = sums + 2L * half;
      DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, to, ORDER)
          .add(v.convertShape(VectorOperators.F2D, DOUBLES, 0))
          .intoMemorySegment(EVERYTHING, to, ORDER);
    }
  }

  private static void maximizeLanes(long from, long maxima) {
    for (int half = 0; half < VECTOR; half += VECTOR / 2) {
      FloatVector v = FloatVector.fromMemorySegment(HALF, EVERYTHING, from + half, ORDER);
      long to = maxima + 2L * half;
      DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, to, ORDER)
          .max(v.convertShape(VectorOperators.F2D, DOUBLES, 0))
          .intoMemorySegment(EVERYTHING, to, ORDER);
    }
  }
}
