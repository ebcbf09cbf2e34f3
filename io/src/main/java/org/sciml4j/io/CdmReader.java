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
import ucar.nc2.Variable;

/**
 * Reads a variable through NetCDF-Java (NetCDF-4, HDF5) in pieces of a few megabytes. One read at a
 * time per file: NetCDF-Java's files are not for concurrent use.
 */
final class CdmReader implements VariableReader {
  private static final long PIECE_BYTES = 4 << 20;

  private final Object fileLock;
  private final Variable variable;
  private final Packing packing;

  CdmReader(Object fileLock, Variable variable, Packing packing) {
    this.fileLock = fileLock;
    this.variable = variable;
    this.packing = packing;
  }

  @Override
  public void read(Region region, Tensor into) throws IOException {
    readPieces(region.origin(), region.shape(), 0, 0, new Unpacker(packing, into));
  }

  /** Splits along the slowest axis that still has more than one point until a piece is small. */
  private void readPieces(long[] origin, long[] shape, int axis, long position, Unpacker unpacker)
      throws IOException {
    long bytes = Shape.count(shape) * packing.type().bytes();
    if (bytes <= PIECE_BYTES || axis == shape.length) {
      readPiece(origin, shape, position, unpacker);
      return;
    }
    long perPoint = bytes / shape[axis];
    long points = Math.max(1, PIECE_BYTES / perPoint);
    for (long first = 0; first < shape[axis]; first += points) {
      long[] pieceOrigin = origin.clone();
      long[] pieceShape = shape.clone();
      pieceOrigin[axis] += first;
      pieceShape[axis] = Math.min(points, shape[axis] - first);
      long start = position + first * (perPoint / packing.type().bytes());
      readPieces(pieceOrigin, pieceShape, axis + 1, start, unpacker);
    }
  }

  private void readPiece(long[] origin, long[] shape, long position, Unpacker unpacker)
      throws IOException {
    Array values;
    try {
      synchronized (fileLock) {
        values =
            variable.getRank() == 0 ? variable.read() : variable.read(ints(origin), ints(shape));
      }
    } catch (InvalidRangeException e) {
      throw new IOException(e.getMessage(), e);
    }
    unpacker.unpack(
        heap(values.get1DJavaArray(values.getElementType())),
        ByteOrder.nativeOrder(),
        0,
        position,
        values.getSize());
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
