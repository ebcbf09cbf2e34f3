package org.sciml4j.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Writes an array as npy: format version 1.0, little-endian, C order. */
final class NpyFormat {
  /** The first bytes of every npy array. */
  static final String MAGIC = "\u0093NUMPY";

  private static final int HEADER_ALIGNMENT = 64;

  private NpyFormat() {}

  static void write(WritableByteChannel channel, Tensor values) throws IOException {
    writeAll(channel, header(values));
    writeData(channel, values);
  }

  private static ByteBuffer header(Tensor values) {
    String shape =
        Arrays.stream(values.shape()).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    String type = values.dtype() == DType.F64 ? "<f8" : "<f4";
    String dictionary =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    int start = MAGIC.length() + 4;
    int length = start + dictionary.length() + 1;
    int padded = (length + HEADER_ALIGNMENT - 1) / HEADER_ALIGNMENT * HEADER_ALIGNMENT;
    return ByteBuffer.allocate(padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC.getBytes(StandardCharsets.ISO_8859_1))
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) (padded - start))
        .put(dictionary.getBytes(StandardCharsets.US_ASCII))
        .put(" ".repeat(padded - length).getBytes(StandardCharsets.US_ASCII))
        .put((byte) '\n')
        .flip();
  }

  private static void writeData(WritableByteChannel channel, Tensor values) throws IOException {
    int size = values.dtype().bytes();
    int perBuffer = SharedChannel.BUFFER_BYTES / size;
    ByteBuffer buffer = ByteBuffer.allocateDirect(size * (int) Math.min(perBuffer, values.count()));
    MemorySegment memory = MemorySegment.ofBuffer(buffer);
    for (long done = 0; done < values.count(); done += perBuffer) {
      int n = (int) Math.min(perBuffer, values.count() - done);
      copy(
          values.segment(),
          ByteOrder.nativeOrder(),
          done * size,
          memory,
          ByteOrder.LITTLE_ENDIAN,
          0,
          values.dtype(),
          n);
      writeAll(channel, buffer.clear().limit(n * size));
    }
  }

  private static void copy(
      MemorySegment from,
      ByteOrder fromOrder,
      long fromOffset,
      MemorySegment to,
      ByteOrder toOrder,
      long toOffset,
      DType type,
      long count) {
    if (type == DType.F64) {
      MemorySegment.copy(
          from,
          ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(fromOrder),
          fromOffset,
          to,
          ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(toOrder),
          toOffset,
          count);
    } else {
      MemorySegment.copy(
          from,
          ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(fromOrder),
          fromOffset,
          to,
          ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(toOrder),
          toOffset,
          count);
    }
  }

  private static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
