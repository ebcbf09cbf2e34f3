package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * Dense matrices that hold parts of the sums of C, or C transposed, and how they become C: added in
 * order, so that the bits depend on the number of parts alone.
 */
final class PartialSums {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final int ROWS_OF_PART = 64;

  private final GemmShape shape;
  private final int entries;
  private final int splits;
  private final int rowBlocks;
  private final int bytes;
  private final long matrix;
  private final long perRow;
  private final long perColumn;
  private final ThreadTeam.Task addRows = this::addRows;

  private long sums;
  private long c;
  private Epilogue epilogue;

  PartialSums(GemmShape shape, Blocking blocking) {
    this.shape = shape;
    entries = blocking.entries();
    splits = blocking.splits();
    rowBlocks = Math.toIntExact(Math.ceilDiv(shape.m(), ROWS_OF_PART));
    bytes = shape.dtype().bytes();
    matrix = shape.m() * shape.n() * bytes;
    perRow = (blocking.swapped() ? 1 : shape.n()) * bytes;
    perColumn = (blocking.swapped() ? shape.m() : 1) * bytes;
  }

  /** Size of all parts. */
  long bytes() {
    return entries * splits * matrix;
  }

  /** Distance of one part of the sum from the first of the first entry. */
  long at(int entry, int split) {
    return ((long) entry * splits + split) * matrix;
  }

  /** Writes C, or adds to it, and gives its rows to the epilogue. */
  void add(ThreadTeam team, long fromSums, long toC, Epilogue then) {
    sums = fromSums;
    c = toC;
    epilogue = then;
    team.run(Math.multiplyExact(rowBlocks, entries), addRows);
    epilogue = null;
  }

  private void addRows(int part) {
    int entry = part / rowBlocks;
    long rowFrom = (long) (part % rowBlocks) * ROWS_OF_PART;
    long rowTo = Math.min(shape.m(), rowFrom + ROWS_OF_PART);
    for (long row = rowFrom; row < rowTo; row++) {
      long from = sums + at(entry, 0) + row * perRow;
      long to = c + (entry * shape.cBatch() + row * shape.cRow()) * bytes;
      if (shape.dtype() == DType.F32) {
        addFloats(from, to);
      } else {
        addDoubles(from, to);
      }
    }
    if (epilogue != null) {
      epilogue.rows(entry, rowFrom, rowTo, 0, shape.n());
    }
  }

  private void addFloats(long from, long to) {
    for (long column = 0; column < shape.n(); column++) {
      long at = from + column * perColumn;
      long target = to + column * Float.BYTES;
      float sum = EVERYTHING.get(FLOAT, at);
      for (int split = 1; split < splits; split++) {
        sum += EVERYTHING.get(FLOAT, at + split * matrix);
      }
      EVERYTHING.set(FLOAT, target, shape.accumulate() ? EVERYTHING.get(FLOAT, target) + sum : sum);
    }
  }

  private void addDoubles(long from, long to) {
    for (long column = 0; column < shape.n(); column++) {
      long at = from + column * perColumn;
      long target = to + column * Double.BYTES;
      double sum = EVERYTHING.get(DOUBLE, at);
      for (int split = 1; split < splits; split++) {
        sum += EVERYTHING.get(DOUBLE, at + split * matrix);
      }
      EVERYTHING.set(
          DOUBLE, target, shape.accumulate() ? EVERYTHING.get(DOUBLE, target) + sum : sum);
    }
  }
}
