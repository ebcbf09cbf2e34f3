package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.Memory.getDouble;
import static org.sciml4j.core.elementwise.Memory.getFloat;
import static org.sciml4j.core.elementwise.Memory.setDouble;
import static org.sciml4j.core.elementwise.Memory.setFloat;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.tensor.DType;

/** Copies boxes between strided memory. Strides count elements; one instance serves one thread. */
final class BoxCopy {
  private static final long LONG_ROW_BYTES = 2048;

  private final DType dtype;
  private final long bytes;
  private final TileKernels kernels;
  private long[] toStrides;
  private long[] fromStrides;
  private long[] sizes;

  BoxCopy(DType dtype, TileKernels kernels) {
    this.dtype = dtype;
    this.bytes = dtype.bytes();
    this.kernels = kernels;
  }

  /** Copies a box of these sizes; a source stride 0 repeats elements. */
  void copy(long to, long[] toStrides, long from, long[] fromStrides, long[] sizes) {
    this.toStrides = toStrides;
    this.fromStrides = fromStrides;
    this.sizes = sizes;
    copy(0, to, from);
  }

  private void copy(int axis, long to, long from) {
    int rank = sizes.length;
    while (axis < rank - 2 && sizes[axis] == 1) {
      axis++;
    }
    if (axis == rank - 1) {
      plane(to, 0, from, 0, 1, rank - 1);
    } else if (axis == rank - 2) {
      plane(to, toStrides[axis], from, fromStrides[axis], sizes[axis], rank - 1);
    } else {
      for (long i = 0; i < sizes[axis]; i++) {
        copy(axis + 1, to + i * toStrides[axis] * bytes, from + i * fromStrides[axis] * bytes);
      }
    }
  }

  private void plane(long to, long toRow, long from, long fromRow, long rows, int inner) {
    long count = sizes[inner];
    long toStride = toStrides[inner];
    long fromStride = fromStrides[inner];
    if (count == 1 && rows > 1) {
      plane(to, 0, from, 0, 1, rows, toRow, fromRow);
    } else if (rows > 1 && count > 1 && Math.abs(fromRow) < Math.abs(fromStride) && fromRow != 0) {
      // Walking along the source's neighbours reads each of its cache lines once.
      plane(to, toStride, from, fromStride, count, rows, toRow, fromRow);
    } else {
      plane(to, toRow, from, fromRow, rows, count, toStride, fromStride);
    }
  }

  private void plane(
      long to,
      long toRow,
      long from,
      long fromRow,
      long rows,
      long count,
      long toStride,
      long fromStride) {
    if (fromRow == 0 && rows > 1 && toStride == 1 && toRow == count) {
      row(to, from, count, 1, fromStride);
      repeat(to, count * bytes, rows * count * bytes);
      return;
    }
    for (long row = 0; row < rows; row++) {
      row(to + row * toRow * bytes, from + row * fromRow * bytes, count, toStride, fromStride);
    }
  }

  /** Fills memory with copies of what its beginning holds. */
  private static void repeat(long start, long period, long size) {
    for (long filled = period; filled < size; filled *= 2) {
      move(start + filled, start, Math.min(filled, size - filled));
    }
  }

  private void row(long to, long from, long count, long toStride, long fromStride) {
    if (toStride == 1 && fromStride == 1) {
      if (count * bytes >= LONG_ROW_BYTES) {
        move(to, from, count * bytes);
      } else {
        kernels.copy(to, from, count * bytes);
      }
    } else if (toStride == 1 && fromStride == 0) {
      kernels.fill(to, Memory.get(dtype, from, 0), count * bytes);
    } else if (dtype == DType.F32) {
      floats(to, from, (int) count, 4 * toStride, 4 * fromStride);
    } else {
      doubles(to, from, (int) count, 8 * toStride, 8 * fromStride);
    }
  }

  private static void floats(long to, long from, int count, long toStep, long fromStep) {
    int i = 0;
    for (; i <= count - 4; i += 4) {
      float x0 = getFloat(from);
      float x1 = getFloat(from + fromStep);
      float x2 = getFloat(from + 2 * fromStep);
      float x3 = getFloat(from + 3 * fromStep);
      setFloat(to, x0);
      setFloat(to + toStep, x1);
      setFloat(to + 2 * toStep, x2);
      setFloat(to + 3 * toStep, x3);
      from += 4 * fromStep;
      to += 4 * toStep;
    }
    for (; i < count; i++) {
      setFloat(to, getFloat(from));
      from += fromStep;
      to += toStep;
    }
  }

  private static void doubles(long to, long from, int count, long toStep, long fromStep) {
    int i = 0;
    for (; i <= count - 4; i += 4) {
      double x0 = getDouble(from);
      double x1 = getDouble(from + fromStep);
      double x2 = getDouble(from + 2 * fromStep);
      double x3 = getDouble(from + 3 * fromStep);
      setDouble(to, x0);
      setDouble(to + toStep, x1);
      setDouble(to + 2 * toStep, x2);
      setDouble(to + 3 * toStep, x3);
      from += 4 * fromStep;
      to += 4 * toStep;
    }
    for (; i < count; i++) {
      setDouble(to, getDouble(from));
      from += fromStep;
      to += toStep;
    }
  }

  static void move(long to, long from, long bytes) {
    MemorySegment.copy(EVERYTHING, from, EVERYTHING, to, bytes);
  }
}
