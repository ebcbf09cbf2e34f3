package org.sciml4j.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;
import ucar.ma2.Array;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.Attribute;
import ucar.nc2.Variable;

/**
 * Reads a variable through NetCDF-Java (NetCDF-4, HDF5) in pieces of a few megabytes that do not
 * cut the chunks in which the file compresses it. One piece at a time per file: NetCDF-Java's files
 * are not for concurrent use.
 */
final class CdmReader implements VariableReader {
  private static final long PIECE_BYTES = 4 << 20;

  private final Object fileLock;
  private final Variable variable;
  private final Packing packing;
  private final long[] chunk;

  CdmReader(Object fileLock, Variable variable, Packing packing) {
    this.fileLock = fileLock;
    this.variable = variable;
    this.packing = packing;
    this.chunk = chunk(variable);
  }

  /** Points along each axis of the blocks a variable is stored in; all 1 where it is not. */
  static long[] chunk(Variable variable) {
    Attribute sizes = variable.findAttribute("_ChunkSizes");
    long[] chunk = new long[variable.getRank()];
    Arrays.fill(chunk, 1);
    if (sizes != null && sizes.getLength() == chunk.length) {
      Arrays.setAll(chunk, axis -> Math.max(1, sizes.getNumericValue(axis).longValue()));
    }
    return chunk;
  }

  @Override
  public void read(Region region, Tensor into) throws IOException {
    if (region.count() > 0) {
      new Scan(region, new Unpacker(packing, into)).scan(0);
    }
  }

  /** One read, piece by piece. */
  private final class Scan {
    private final long[] from;
    private final long[] count;
    private final long[] stride;
    private final long[] piece;
    private final Unpacker unpacker;
    private final long[] start;
    private final long[] size;

    Scan(Region region, Unpacker unpacker) {
      this.from = region.origin();
      this.count = region.shape();
      this.stride = Shape.strides(count);
      this.piece = chunk.clone();
      this.unpacker = unpacker;
      this.start = from.clone();
      this.size = new long[count.length];
      growPiece();
    }

    /** Whole chunks, more of them along the fastest axes while the piece stays small. */
    private void growPiece() {
      long bytes = Shape.count(piece) * packing.type().bytes();
      for (int axis = count.length - 1; axis >= 0; axis--) {
        long most = Math.max(1, PIECE_BYTES / bytes);
        long wanted = (count[axis] + piece[axis] - 1) / piece[axis] + 1;
        long times = Math.min(most, wanted);
        piece[axis] *= times;
        bytes *= times;
        if (times < wanted) {
          return;
        }
      }
    }

    void scan(int axis) throws IOException {
      if (axis == count.length) {
        readPiece();
        return;
      }
      long end = from[axis] + count[axis];
      long next;
      for (long at = from[axis]; at < end; at = next) {
        next = Math.min(end, (at / piece[axis] + 1) * piece[axis]);
        start[axis] = at;
        size[axis] = next - at;
        scan(axis + 1);
      }
    }

    private void readPiece() throws IOException {
      Array values = readValues(start, size);
      MemorySegment memory = heap(values.get1DJavaArray(values.getElementType()));
      place(memory, 0, 0, 0);
    }

    /** Unpacks the piece run by run to its places in the tensor; returns the next offset. */
    private long place(MemorySegment memory, int axis, long offset, long position) {
      if (axis == count.length || isWhole(axis + 1)) {
        long first = axis == count.length ? 0 : (start[axis] - from[axis]) * stride[axis];
        long values = axis == count.length ? 1 : size[axis] * stride[axis];
        unpacker.unpack(memory, ByteOrder.nativeOrder(), offset, position + first, values);
        return offset + values * packing.type().bytes();
      }
      long next = offset;
      for (long i = 0; i < size[axis]; i++) {
        long row = position + (start[axis] - from[axis] + i) * stride[axis];
        next = place(memory, axis + 1, next, row);
      }
      return next;
    }

    private boolean isWhole(int firstAxis) {
      for (int axis = firstAxis; axis < count.length; axis++) {
        if (size[axis] != count[axis]) {
          return false;
        }
      }
      return true;
    }
  }

  private Array readValues(long[] start, long[] size) throws IOException {
    try {
      synchronized (fileLock) {
        return size.length == 0 ? variable.read() : variable.read(ints(start), ints(size));
      }
    } catch (InvalidRangeException | RuntimeException failure) {
      throw new IOException(
          "NetCDF-Java cannot read variable '"
              + variable.getFullName()
              + "' ("
              + failure.getMessage()
              + "); rewrite it without special filters, for example with: nccopy -k nc4 -d 1",
          failure);
    }
  }

  /** The memory of a Java array of numbers. */
  static MemorySegment heap(Object array) {
    return switch (array) {
      case double[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case byte[] a -> MemorySegment.ofArray(a);
      default -> throw new IllegalStateException("values of " + array.getClass());
    };
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }
}
