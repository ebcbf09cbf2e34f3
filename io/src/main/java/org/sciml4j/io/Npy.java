package org.sciml4j.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * NumPy's npy format (NumPy Enhancement Proposal 1): one array per file.
 *
 * <p>Floating-point arrays of 4 and 8 bytes keep their type. Integers and booleans are converted:
 * those of one or two bytes to F32, the others to F64. Either byte order and Fortran order are
 * read; complex, text and object arrays are refused.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int HEADER_ALIGNMENT = 64;

  private Npy() {}

  /**
   * Reads an array into native memory that the caller owns.
   *
   * @throws InvalidInputException if the file is missing, not npy, truncated, or of a type that is
   *     not a real number
   */
  public static Tensor read(Path path) {
    try (SharedChannel channel = new SharedChannel(path)) {
      long size = Files.size(path);
      NpyHeader header = readHeader(path, channel, size);
      if (size < header.fileBytes()) {
        throw new InvalidInputException(
            "file '"
                + path
                + "' is truncated: it has "
                + size
                + " bytes, its header declares "
                + header.fileBytes()
                + "; copy or download it again");
      }
      return header.fortranOrder() ? readReversed(channel, header) : readStraight(channel, header);
    } catch (NoSuchFileException missing) {
      throw new InvalidInputException(
          "file '" + path + "' does not exist; check its name", missing);
    } catch (IOException failure) {
      throw NetcdfSource.unreadable(path, failure);
    }
  }

  /**
   * Writes an array (format version 1.0, little-endian, C order), replacing a file of that name
   * once all of it is on disk.
   *
   * @throws InvalidInputException if the folder cannot be written
   */
  public static void write(Path path, Tensor values) {
    Path temporary = TemporaryFile.beside(path);
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        writeAll(channel, header(values));
        writeData(channel, values);
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw TemporaryFile.discard(temporary, path, failure);
    }
  }

  private static ByteBuffer header(Tensor values) {
    String shape =
        Arrays.stream(values.shape()).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    String type = values.dtype() == DType.F64 ? "<f8" : "<f4";
    String dictionary =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    int start = MAGIC.length + 4;
    int length = start + dictionary.length() + 1;
    int padded = (length + HEADER_ALIGNMENT - 1) / HEADER_ALIGNMENT * HEADER_ALIGNMENT;
    return ByteBuffer.allocate(padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) (padded - start))
        .put(dictionary.getBytes(StandardCharsets.US_ASCII))
        .put(" ".repeat(padded - length).getBytes(StandardCharsets.US_ASCII))
        .put((byte) '\n')
        .flip();
  }

  private static void writeData(FileChannel channel, Tensor values) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(SharedChannel.BUFFER_BYTES);
    MemorySegment memory = MemorySegment.ofBuffer(buffer);
    int size = values.dtype().bytes();
    int perBuffer = SharedChannel.BUFFER_BYTES / size;
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

  private static NpyHeader readHeader(Path path, SharedChannel channel, long fileSize)
      throws IOException {
    ByteBuffer start = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    channel.readFully(start, (int) Math.min(12, fileSize), 0);
    if (start.position() < 10 || !Arrays.equals(Arrays.copyOf(start.array(), 6), MAGIC)) {
      throw new InvalidInputException(
          "file", "'" + path + "'", "a NumPy npy array", "write it with numpy.save");
    }
    int version = start.get(6);
    int lengthBytes = version == 1 ? 2 : 4;
    long length = version == 1 ? start.getShort(8) & 0xFFFF : start.getInt(8) & 0xFFFFFFFFL;
    long dataStart = 8 + lengthBytes + length;
    if (version < 1 || version > 3 || dataStart > fileSize || length > 1 << 20) {
      throw new InvalidInputException(
          "file",
          "'" + path + "' with a damaged header",
          "npy format version 1 to 3",
          "write it again");
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    channel.readFully(text, (int) length, 8 + lengthBytes);
    return NpyHeader.parse(
        path, new String(text.array(), StandardCharsets.UTF_8).strip(), dataStart);
  }

  private static Tensor readStraight(SharedChannel channel, NpyHeader header) throws IOException {
    Tensor values = Tensor.zeros(header.dtype(), header.shape());
    try {
      readInto(values, channel, header);
      return values;
    } catch (IOException | RuntimeException failure) {
      values.close();
      throw failure;
    }
  }

  private static void readInto(Tensor values, SharedChannel channel, NpyHeader header)
      throws IOException {
    Unpacker unpacker = new Unpacker(header.packing(), values);
    ByteBuffer buffer = ByteBuffer.allocateDirect(SharedChannel.BUFFER_BYTES);
    MemorySegment memory = MemorySegment.ofBuffer(buffer);
    int size = header.type().bytes();
    int perBuffer = SharedChannel.BUFFER_BYTES / size;
    long count = values.count();
    for (long done = 0; done < count; done += perBuffer) {
      int n = (int) Math.min(perBuffer, count - done);
      channel.readFully(buffer, n * size, header.dataStart() + done * size);
      unpacker.unpack(memory, header.order(), 0, done, n);
    }
  }

  /** Fortran order is C order with the axes reversed. */
  private static Tensor readReversed(SharedChannel channel, NpyHeader header) throws IOException {
    long[] shape = header.shape();
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    try (Tensor stored = readStraight(channel, header)) {
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

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
