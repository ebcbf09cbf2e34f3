package org.sciml4j.core.modelfile;

import com.sun.management.OperatingSystemMXBean;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * Named tensors and text in one file of the <a
 * href="https://github.com/huggingface/safetensors">safetensors</a> format: eight bytes with the
 * length of a JSON header (little-endian), the header, the numbers.
 *
 * <p>Opening reads and checks the header; numbers are read when they are asked for. Tensors of any
 * {@link StoredType} are read; this library writes {@link StoredType#F32} and {@link
 * StoredType#F64}. Loading a file executes nothing.
 */
public final class SafetensorsFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final long ALWAYS_THERE = 1 << 28;

  private final FileFault fault;
  private final FileChannel channel;
  private final long dataStart;
  private final SafetensorsHeader header;

  private SafetensorsFile(FileFault fault, FileChannel channel) throws IOException {
    this.fault = fault;
    this.channel = channel;
    byte[] json = readHeader(channel.size());
    this.dataStart = (long) SafetensorsHeader.LENGTH_BYTES + json.length;
    this.header = HeaderParser.parse(json, fault);
    header.requireExactly(channel.size() - dataStart, fault);
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws InvalidInputException if there is no such file, it cannot be read, or its header breaks
   *     a rule of the format: not JSON, longer than the file or than 100 MB, a name twice, sizes
   *     that do not fit the data, data with gaps or overlaps, bytes left over
   */
  public static SafetensorsFile open(Path path) {
    FileFault fault = new FileFault(path);
    if (!Files.exists(path)) {
      throw new InvalidInputException("file '" + path + "' does not exist; check its name");
    }
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException("'" + path + "' is not a file; name a safetensors file");
    }
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return new SafetensorsFile(fault, channel);
      } catch (IOException | RuntimeException failure) {
        channel.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw fault.of(failure);
    }
  }

  /**
   * Writes tensors and text, replacing a file of that name once all of it is on disk: after a crash
   * at any moment the old or the new file is there, whole.
   *
   * @param tensors tensors by name; the header keeps their order
   * @param metadata text by name
   * @throws InvalidInputException if the folder cannot be written, a tensor is closed, or a name is
   *     not allowed
   */
  public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
    new SafetensorsWriter(path, tensors, metadata).write();
  }

  /** The names of all tensors, in the header's order. */
  public List<String> names() {
    return List.copyOf(header.tensors().keySet());
  }

  /** The text in the file by name, in the header's order; unmodifiable. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /**
   * Type and shape of a tensor.
   *
   * @throws InvalidInputException if the file has none of that name
   */
  public StoredTensor describe(String name) {
    StoredTensor stored = header.tensors().get(name);
    if (stored == null) {
      throw new InvalidInputException(
          "file '"
              + fault.path()
              + "' has no tensor '"
              + name
              + "'; "
              + NearNames.didYouMean(name, header.tensors().keySet(), "see names()"));
    }
    return stored;
  }

  /**
   * Reads a tensor into native memory that the caller owns: F64, I32, U32, I64 and U64 as F64, the
   * others as F32, which loses nothing except that 64-bit integers beyond 2^53 are rounded.
   *
   * @throws InvalidInputException if the file has none of that name or cannot be read
   */
  public Tensor read(String name) {
    return read(name, describe(name).type().natural());
  }

  /**
   * Reads a tensor into native memory of the given type that the caller owns, rounding to nearest
   * where that type is narrower than the stored one.
   *
   * @throws InvalidInputException if the file has none of that name or cannot be read
   */
  public Tensor read(String name, DType type) {
    StoredTensor stored = describe(name);
    Tensor tensor = memoryFor(stored, type);
    try {
      load(stored, tensor);
      return tensor;
    } catch (RuntimeException failure) {
      tensor.close();
      throw failure;
    }
  }

  /**
   * Reads all tensors, in the header's order, as {@link #read(String)} does. The caller closes
   * them.
   */
  public Map<String, Tensor> readAll() {
    return readAll(_ -> true);
  }

  /** Reads the tensors whose names are wanted, as {@link #readAll()} does. */
  public Map<String, Tensor> readAll(Predicate<String> wanted) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      for (String name : header.tensors().keySet()) {
        if (wanted.test(name)) {
          tensors.put(name, read(name));
        }
      }
      return tensors;
    } catch (RuntimeException failure) {
      tensors.values().forEach(Tensor::close);
      throw failure;
    }
  }

  /**
   * Reads a tensor into an existing one of the stored type and shape.
   *
   * @throws InvalidInputException if type or shape differ, the file has none of that name or cannot
   *     be read
   */
  public void copyInto(String name, Tensor target) {
    StoredTensor stored = describe(name);
    if (!stored.type().is(target.dtype())) {
      throw fault.of(
          name,
          "is " + stored.type(),
          target.dtype().toString(),
          "use convertInto, which converts numbers");
    }
    convertInto(name, target);
  }

  /**
   * Reads a tensor into an existing one of its shape and any type, rounding to nearest where that
   * type is narrower than the stored one.
   *
   * @throws InvalidInputException if the shape differs, the file has none of that name or cannot be
   *     read
   */
  public void convertInto(String name, Tensor target) {
    StoredTensor stored = describe(name);
    if (!Arrays.equals(stored.shape(), target.shape())) {
      throw fault.of(
          name,
          "has shape " + Arrays.toString(stored.shape()),
          "shape " + Arrays.toString(target.shape()),
          "load it into a model of the same sizes");
    }
    load(stored, target);
  }

  /** Closes the file; tensors read from it stay. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw fault.of(failure);
    }
  }

  private byte[] readHeader(long fileBytes) throws IOException {
    if (fileBytes < SafetensorsHeader.LENGTH_BYTES) {
      throw fault.of(
          "has " + fileBytes + " bytes",
          "a safetensors file of at least 8",
          "the file is truncated or of another format: copy or write it again");
    }
    ByteBuffer length = ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES);
    readFully(length, 0);
    long headerBytes = length.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    long inFile = fileBytes - SafetensorsHeader.LENGTH_BYTES;
    if (headerBytes < 0 || headerBytes > inFile) {
      throw fault.of(
          "declares a header of " + Long.toUnsignedString(headerBytes) + " bytes",
          "at most the " + inFile + " that follow in the file",
          "the file is truncated or not safetensors: copy or write it again");
    }
    long allowed =
        Math.min(
            SafetensorsHeader.LARGEST,
            Runtime.getRuntime().maxMemory() / SafetensorsHeader.HEAP_PER_HEADER);
    if (headerBytes > allowed) {
      throw fault.of(
          "has a header of " + headerBytes + " bytes",
          "at most " + allowed,
          headerBytes > SafetensorsHeader.LARGEST
              ? FileFault.WRITE_AGAIN
              : "give Java more memory with -Xmx");
    }
    ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
    readFully(json, SafetensorsHeader.LENGTH_BYTES);
    return json.array();
  }

  /**
   * Memory for a tensor of a size that the file, which may be sparse, only claims. Linux may grant
   * more than there is and end the process later.
   */
  private Tensor memoryFor(StoredTensor stored, DType type) {
    long size = Shape.count(stored.shape()) * type.bytes();
    Throwable cause = null;
    if (size < ALWAYS_THERE || size <= machineMemory()) {
      try {
        return Tensor.zeros(type, stored.shape());
      } catch (OutOfMemoryError tooLarge) {
        cause = tooLarge;
      }
    }
    throw new InvalidInputException(
        "tensor "
            + FileFault.quote(stored.name())
            + " in file '"
            + fault.path()
            + "' of "
            + size
            + " bytes does not fit in memory; raise -XX:MaxDirectMemorySize or use a larger machine",
        cause);
  }

  private static long machineMemory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private void load(StoredTensor stored, Tensor target) {
    long size = stored.type().bytes();
    long bytes = stored.end() - stored.start();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(Math.max(1, Math.min(BUFFER_BYTES, bytes)));
      ByteBuffer buffer = raw.asByteBuffer();
      for (long done = 0; done < bytes; done += BUFFER_BYTES) {
        int n = (int) Math.min(BUFFER_BYTES, bytes - done);
        readFully(buffer.clear().limit(n), dataStart + stored.start() + done);
        stored.type().decode(raw, target, done / size, n / size);
      }
    } catch (IOException failure) {
      throw fault.of(failure);
    }
  }

  private void readFully(ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("it ends at byte " + (position + buffer.position()));
      }
    }
  }
}
