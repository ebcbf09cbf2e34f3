package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.Memory.getDouble;
import static org.sciml4j.core.elementwise.Memory.getFloat;
import static org.sciml4j.core.elementwise.Memory.setDouble;
import static org.sciml4j.core.elementwise.Memory.setFloat;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.tensor.DType;

/** Loops over tiles without the Vector API: a vector is one element. */
record ScalarTiles(DType dtype) implements TileKernels {
  @Override
  public int vectorBytes() {
    return dtype.bytes();
  }

  @Override
  public TileLoop loop(TileOp op, boolean a, boolean b, boolean c) {
    TileOp.PointFunction f = op.function();
    int xStep = a ? 0 : 1;
    int yStep = b ? 0 : 1;
    int zStep = c ? 0 : 1;
    return dtype == DType.F32
        ? (to, x, y, z, bytes) -> {
          for (int i = 0; i < bytes; i += 4) {
            float u = getFloat(x + i * xStep);
            float v = getFloat(y + i * yStep);
            float w = getFloat(z + i * zStep);
            setFloat(to + i, (float) f.at(u, v, w));
          }
        }
        : (to, x, y, z, bytes) -> {
          for (int i = 0; i < bytes; i += 8) {
            double u = getDouble(x + i * xStep);
            double v = getDouble(y + i * yStep);
            double w = getDouble(z + i * zStep);
            setDouble(to + i, f.at(u, v, w));
          }
        };
  }

  @Override
  public void fill(long to, double value, long bytes) {
    for (long i = 0, count = bytes / dtype.bytes(); i < count; i++) {
      Memory.set(dtype, to, i, value);
    }
  }

  @Override
  public void copy(long to, long from, long bytes) {
    MemorySegment.copy(EVERYTHING, from, EVERYTHING, to, bytes);
  }

  @Override
  public void addRowSums(long sums, long from, int rows, int length) {
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += Memory.get(dtype, from, (long) row * length + i);
      }
      setDouble(sums + 8L * row, getDouble(sums + 8L * row) + sum);
    }
  }

  @Override
  public void addColumns(long sums, long from, int period, int count, long spare) {
    for (int i = 0, column = 0; i < count; i++) {
      long sum = sums + 8L * column;
      setDouble(sum, getDouble(sum) + Memory.get(dtype, from, i));
      column = column + 1 == period ? 0 : column + 1;
    }
  }

  @Override
  public void maximizeRows(long maxima, long from, int rows, int length) {
    for (int row = 0; row < rows; row++) {
      double largest = getDouble(maxima + 8L * row);
      for (int i = 0; i < length; i++) {
        largest = Math.max(largest, Memory.get(dtype, from, (long) row * length + i));
      }
      setDouble(maxima + 8L * row, largest);
    }
  }

  @Override
  public void maximizeColumns(long maxima, long from, int period, int count, long spare) {
    for (int i = 0, column = 0; i < count; i++) {
      long largest = maxima + 8L * column;
      setDouble(largest, Math.max(getDouble(largest), Memory.get(dtype, from, i)));
      column = column + 1 == period ? 0 : column + 1;
    }
  }
}
