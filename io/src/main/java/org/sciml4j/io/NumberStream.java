package org.sciml4j.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.sciml4j.core.tensor.Tensor;

/** Numbers that follow each other in a stream of bytes. */
record NumberStream(ReadableByteChannel bytes) {
  private static final int BUFFER_BYTES = 1 << 20;

  static NumberStream of(InputStream stream) {
    return new NumberStream(Channels.newChannel(stream));
  }

  /** The next {@code count} bytes. */
  byte[] next(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    fill(buffer);
    return buffer.array();
  }

  /** Reads every element of a tensor. */
  void read(Tensor into, Packing packing, ByteOrder order) throws IOException {
    int each = packing.type().bytes();
    int perBuffer = BUFFER_BYTES / each;
    long count = into.count();
    Unpacker unpacker = new Unpacker(packing, into);
    ByteBuffer buffer = ByteBuffer.allocateDirect(each * (int) Math.min(perBuffer, count));
    MemorySegment memory = MemorySegment.ofBuffer(buffer);
    for (long done = 0; done < count; done += perBuffer) {
      int n = (int) Math.min(perBuffer, count - done);
      fill(buffer.clear().limit(n * each));
      unpacker.unpack(memory, order, 0, done, n);
    }
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (bytes.read(buffer) < 0) {
        throw new EOFException("it ends in the midst of its numbers");
      }
    }
  }
}
