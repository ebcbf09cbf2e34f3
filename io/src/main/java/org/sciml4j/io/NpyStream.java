package org.sciml4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Tensor;

/**
 * Reads an array from a stream of npy bytes.
 *
 * @param name the file, and the array in it, for messages
 * @param bytes where the bytes come from
 * @param size how many there are
 */
record NpyStream(String name, NumberStream bytes, long size) {
  private static final int LONGEST_HEADER = 1 << 20;

  /** Reads the array into native memory that the caller owns. */
  Tensor read() throws IOException {
    NpyHeader header = header();
    if (size < header.fileBytes()) {
      throw new InvalidInputException(
          "file "
              + name
              + " is truncated: it has "
              + size
              + " bytes, its header declares "
              + header.fileBytes()
              + "; copy or download it again");
    }
    return header.fortranOrder() ? readReversed(header) : readStraight(header);
  }

  private NpyHeader header() throws IOException {
    byte[] start = size < 10 ? new byte[10] : bytes.next(10);
    if (!new String(start, 0, 6, StandardCharsets.ISO_8859_1).equals(NpyFormat.MAGIC)) {
      throw new InvalidInputException(
          "file", name, "a NumPy npy array", "write it with numpy.save");
    }
    ByteBuffer length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    int version = start[6];
    long headerBytes = length.getShort(8) & 0xFFFF;
    long dataStart = 10 + headerBytes;
    if (version > 1 && size >= 12) {
      ByteBuffer upper = ByteBuffer.wrap(bytes.next(2)).order(ByteOrder.LITTLE_ENDIAN);
      headerBytes |= (upper.getShort() & 0xFFFFL) << 16;
      dataStart = 12 + headerBytes;
    }
    if (version < 1 || version > 3 || dataStart > size || headerBytes > LONGEST_HEADER) {
      throw new InvalidInputException(
          "file", name + " with a damaged header", "npy format version 1 to 3", "write it again");
    }
    String dictionary = new String(bytes.next((int) headerBytes), StandardCharsets.UTF_8).strip();
    return NpyHeader.parse(name, dictionary, dataStart);
  }

  private Tensor readStraight(NpyHeader header) throws IOException {
    Tensor values = Tensor.zeros(header.dtype(), header.shape());
    try {
      bytes.read(values, header.packing(), header.order());
      return values;
    } catch (IOException | RuntimeException failure) {
      values.close();
      throw failure;
    }
  }

  /** Fortran order is C order with the axes reversed. */
  private Tensor readReversed(NpyHeader header) throws IOException {
    long[] shape = header.shape();
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    try (Tensor stored = readStraight(header)) {
      Tensor values = Tensor.zeros(header.dtype(), shape);
      long[] index = new long[shape.length];
      long from = 0;
      for (long i = 0, n = values.count(); i < n; i++) {
        values.setFlat(i, stored.getFlat(from));
        for (int axis = shape.length - 1; axis >= 0; axis--) {
          from += strides[axis];
          if (++index[axis] < shape[axis]) {
            break;
          }
          from -= shape[axis] * strides[axis];
          index[axis] = 0;
        }
      }
      return values;
    }
  }
}
