package org.sciml4j.io;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Writes NetCDF-3 with 64-bit offsets straight from tensors, through one native buffer. */
final class ClassicBackend implements OutputBackend {
  private static final int BUFFER_BYTES = 1 << 20;

  private final OutputSchema schema;
  private final ClassicLayout layout;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final MemorySegment memory = MemorySegment.ofBuffer(buffer);

  private ClassicBackend(OutputSchema schema, ClassicLayout layout, FileChannel channel) {
    this.schema = schema;
    this.layout = layout;
    this.channel = channel;
  }

  static ClassicBackend create(Path path, OutputSchema schema) throws IOException {
    ClassicLayout layout = ClassicLayout.of(schema);
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    ClassicBackend backend = new ClassicBackend(schema, layout, channel);
    try {
      backend.writeFully(ByteBuffer.wrap(layout.header()), 0);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
    return backend;
  }

  @Override
  public void put(int index, Region region, Tensor values) throws IOException {
    OutputVariable variable = schema.variables().get(index);
    long[] shape = schema.shape(variable);
    long[] stride = new long[shape.length];
    long bytes = variable.type().bytes();
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      stride[axis] = axis == 0 && schema.isRecord(variable) ? layout.recordBytes() : bytes;
      bytes *= shape[axis];
    }
    long[] origin = region.origin();
    long[] count = region.shape();
    long start = layout.begin()[index];
    for (int axis = 0; axis < origin.length; axis++) {
      start += origin[axis] * stride[axis];
    }
    int runAxis = count.length;
    long run = variable.type().bytes();
    while (runAxis > 0 && stride[runAxis - 1] == run) {
      runAxis--;
      run *= count[runAxis];
      if (count[runAxis] != shape[runAxis]) {
        break;
      }
    }
    putRuns(variable.type(), values, count, stride, 0, runAxis, run, start, 0);
  }

  @Override
  public void finish(long records) throws IOException {
    long end = layout.fixedEnd() + records * layout.recordBytes();
    if (channel.size() < end) {
      writeFully(ByteBuffer.allocate(1), end - 1);
    }
    ByteBuffer count = ByteBuffer.allocate(4).putInt((int) records).flip();
    writeFully(count, ClassicLayout.RECORDS_POSITION);
    channel.close();
  }

  @Override
  public void abandon() throws IOException {
    channel.close();
  }

  private long putRuns(
      RawType type,
      Tensor values,
      long[] count,
      long[] stride,
      int axis,
      int runAxis,
      long run,
      long start,
      long position)
      throws IOException {
    if (axis == runAxis) {
      putRun(type, values, start, position, run / type.bytes());
      return position + run / type.bytes();
    }
    long next = position;
    for (long i = 0; i < count[axis]; i++) {
      next =
          putRuns(
              type, values, count, stride, axis + 1, runAxis, run, start + i * stride[axis], next);
    }
    return next;
  }

  private void putRun(RawType type, Tensor values, long start, long position, long count)
      throws IOException {
    int size = type.bytes();
    int perBuffer = BUFFER_BYTES / size;
    for (long done = 0; done < count; done += perBuffer) {
      int n = (int) Math.min(perBuffer, count - done);
      encode(type, values, position + done, n);
      writeFully(buffer.clear().limit(n * size), start + done * size);
    }
  }

  private void encode(RawType type, Tensor values, long position, int n) {
    MemorySegment source = values.segment();
    var bigDouble = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    var bigFloat = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    if (type == RawType.DOUBLE && values.dtype() == DType.F64) {
      MemorySegment.copy(source, JAVA_DOUBLE_UNALIGNED, 8 * position, memory, bigDouble, 0, n);
    } else if (type == RawType.FLOAT && values.dtype() == DType.F32) {
      MemorySegment.copy(source, JAVA_FLOAT_UNALIGNED, 4 * position, memory, bigFloat, 0, n);
    } else if (type == RawType.DOUBLE) {
      for (int i = 0; i < n; i++) {
        memory.setAtIndex(bigDouble, i, source.getAtIndex(JAVA_FLOAT_UNALIGNED, position + i));
      }
    } else {
      for (int i = 0; i < n; i++) {
        memory.setAtIndex(
            bigFloat, i, (float) source.getAtIndex(JAVA_DOUBLE_UNALIGNED, position + i));
      }
    }
  }

  private void writeFully(ByteBuffer bytes, long start) throws IOException {
    long at = start;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
