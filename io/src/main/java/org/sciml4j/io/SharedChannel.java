package org.sciml4j.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A file that any number of threads read at once. An interrupt closes a {@link FileChannel} for all
 * its users; here only the interrupted read fails and the others go on with a fresh channel.
 */
final class SharedChannel implements AutoCloseable {
  /** Read size that stays in the second-level cache and amortises the system call. */
  static final int BUFFER_BYTES = 1 << 20;

  private final Path path;
  private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();
  private FileChannel channel;
  private boolean closed;

  /** Opens the file when it is first read. */
  SharedChannel(Path path) {
    this.path = path;
  }

  /** A native buffer of {@link #BUFFER_BYTES}, to be given back by {@link #release}. */
  ByteBuffer borrow() {
    ByteBuffer idle = buffers.poll();
    return idle == null ? ByteBuffer.allocateDirect(BUFFER_BYTES) : idle;
  }

  /** Takes back a borrowed buffer. */
  void release(ByteBuffer buffer) {
    buffers.add(buffer);
  }

  /** Fills the first {@code bytes} of the buffer from a position in the file. */
  void readFully(ByteBuffer buffer, int bytes, long position) throws IOException {
    buffer.clear().limit(bytes);
    while (buffer.hasRemaining()) {
      FileChannel current = current();
      try {
        if (current.read(buffer, position + buffer.position()) < 0) {
          throw new EOFException(
              "the file ends at byte " + (position + buffer.position()) + " in the midst of data");
        }
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
      } catch (ClosedChannelException closedByAnotherThread) {
        continue;
      }
    }
  }

  private synchronized FileChannel current() throws IOException {
    if (closed) {
      throw new IOException("it has been closed");
    }
    if (channel == null || !channel.isOpen()) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
    return channel;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (channel != null) {
      channel.close();
    }
  }
}
