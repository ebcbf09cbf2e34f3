package org.sciml4j.core.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nd4j.Nd4jArrays;

/**
 * A dense row-major array of {@link DType#F32} or {@link DType#F64} numbers: a small handle on
 * memory, which it owns, borrows from an {@link Arena}, or shares with the array or buffer it
 * wraps.
 *
 * <p>A tensor that owns its memory frees it in {@link #close()}; use try-with-resources. Closing
 * any other tensor does nothing. Views ({@link #reshape}, {@link #at}) share the memory of the
 * tensor they come from and must not outlive it.
 *
 * <p>Element access ({@link #get}, {@link #set}) is for set-up and tests; time loops call kernels.
 */
public final class Tensor implements AutoCloseable {
  /** Alignment of owned memory in bytes: one cache line, one 512-bit vector. */
  public static final int ALIGNMENT = 64;

  private final DType dtype;
  private final long[] shape;
  private final MemorySegment segment;
  private final Arena owned;
  private final Object heapArray;

  private Tensor(DType dtype, long[] shape, MemorySegment segment, Arena owned) {
    this.dtype = dtype;
    this.shape = shape.clone();
    this.segment = segment;
    this.owned = owned;
    this.heapArray = segment.heapBase().orElse(null);
  }

  /** A tensor of zeros that owns its native memory. */
  public static Tensor zeros(DType dtype, long... shape) {
    long bytes = Shape.count(shape) * dtype.bytes();
    Arena arena = Arena.ofShared();
    try {
      return new Tensor(dtype, shape, memory(arena, bytes), arena);
    } catch (Throwable failure) {
      arena.close();
      throw failure;
    }
  }

  /** A tensor of zeros whose native memory lives as long as {@code arena}. */
  public static Tensor zeros(Arena arena, DType dtype, long... shape) {
    long bytes = Shape.count(shape) * dtype.bytes();
    return new Tensor(dtype, shape, memory(arena, bytes), null);
  }

  /** A copy of {@code values} in native memory that the tensor owns. */
  public static Tensor of(double[] values, long... shape) {
    requireCount(values.length, shape);
    Tensor tensor = zeros(DType.F64, shape);
    MemorySegment.copy(values, 0, tensor.segment, ValueLayout.JAVA_DOUBLE, 0, values.length);
    return tensor;
  }

  /** A copy of {@code values} in native memory that the tensor owns. */
  public static Tensor of(float[] values, long... shape) {
    requireCount(values.length, shape);
    Tensor tensor = zeros(DType.F32, shape);
    MemorySegment.copy(values, 0, tensor.segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    return tensor;
  }

  /** A view of {@code values} itself: writes on either side are seen on the other. */
  public static Tensor wrap(double[] values, long... shape) {
    requireCount(values.length, shape);
    return new Tensor(DType.F64, shape, MemorySegment.ofArray(values), null);
  }

  /** A view of {@code values} itself: writes on either side are seen on the other. */
  public static Tensor wrap(float[] values, long... shape) {
    requireCount(values.length, shape);
    return new Tensor(DType.F32, shape, MemorySegment.ofArray(values), null);
  }

  /** A view of the remaining elements of a buffer in native byte order. */
  public static Tensor wrap(DoubleBuffer values, long... shape) {
    requireCount(values.remaining(), shape);
    requireNativeOrder(values.order());
    return new Tensor(DType.F64, shape, MemorySegment.ofBuffer(values), null);
  }

  /** A view of the remaining elements of a buffer in native byte order. */
  public static Tensor wrap(FloatBuffer values, long... shape) {
    requireCount(values.remaining(), shape);
    requireNativeOrder(values.order());
    return new Tensor(DType.F32, shape, MemorySegment.ofBuffer(values), null);
  }

  /** A view of a memory segment that holds exactly the elements of {@code shape}. */
  public static Tensor wrap(MemorySegment segment, DType dtype, long... shape) {
    long expected = Shape.count(shape) * dtype.bytes();
    if (segment.byteSize() != expected) {
      throw new InvalidInputException(
          "segment",
          segment.byteSize() + " bytes",
          expected + " bytes for " + dtype + " " + Arrays.toString(shape),
          "pass a segment of that size or correct the shape");
    }
    return new Tensor(dtype, shape, segment, null);
  }

  /**
   * A view of a dense row-major FLOAT or DOUBLE array of ND4J: writes on either side are seen on
   * the other.
   *
   * @throws InvalidInputException if the array is of another type or layout
   */
  public static Tensor wrap(INDArray array) {
    return Nd4jArrays.tensorOf(array);
  }

  /** Element type. */
  public DType dtype() {
    return dtype;
  }

  /** Sizes per axis, slowest axis first; a copy. */
  public long[] shape() {
    return shape.clone();
  }

  /** Number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Size along one axis. */
  public long size(int axis) {
    return shape[axis];
  }

  /** Number of elements. */
  public long count() {
    return Shape.count(shape);
  }

  /** Whether the two tensors have the same sizes along every axis. */
  public boolean hasShapeOf(Tensor other) {
    return Arrays.equals(shape, other.shape);
  }

  /** The memory itself, row-major from its first byte. */
  public MemorySegment segment() {
    return segment;
  }

  /** Whether the memory is outside the Java heap. */
  public boolean isNative() {
    return segment.isNative();
  }

  /**
   * The array this tensor wraps, or null where its memory is native. Its first element stands
   * {@code segment().address()} bytes into the array.
   */
  public Object heapArray() {
    return heapArray;
  }

  /** The element at {@code index}, one number per axis. */
  public double get(long... index) {
    return getFlat(flat(index));
  }

  /** Sets the element at {@code index}, one number per axis. */
  public void set(double value, long... index) {
    setFlat(flat(index), value);
  }

  /**
   * The element at a row-major position.
   *
   * @throws InvalidInputException if this tensor is closed
   */
  public double getFlat(long position) {
    try {
      return dtype == DType.F64
          ? segment.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, position)
          : segment.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, position);
    } catch (IllegalStateException failure) {
      throw explained(failure);
    }
  }

  /**
   * Sets the element at a row-major position.
   *
   * @throws InvalidInputException if this tensor is closed
   */
  public void setFlat(long position, double value) {
    try {
      if (dtype == DType.F64) {
        segment.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, position, value);
      } else {
        segment.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, position, (float) value);
      }
    } catch (IllegalStateException failure) {
      throw explained(failure);
    }
  }

  /** Asked for only once an access has failed, which keeps accesses as fast as they are. */
  private RuntimeException explained(IllegalStateException failure) {
    requireOpen("tensor");
    return failure;
  }

  /** Sets every element. */
  public Tensor fill(double value) {
    for (long i = 0, n = count(); i < n; i++) {
      setFlat(i, value);
    }
    return this;
  }

  /**
   * Copies the elements of a tensor of the same shape, converting the type where it differs.
   *
   * @throws InvalidInputException if the shapes differ or one of the tensors is closed
   */
  public Tensor copyFrom(Tensor source) {
    source.requireOpen("source");
    requireOpen("target");
    if (!hasShapeOf(source)) {
      throw new InvalidInputException(
          "source",
          "of shape " + Arrays.toString(source.shape),
          "shape " + Arrays.toString(shape),
          "reshape it first");
    }
    if (dtype == source.dtype) {
      MemorySegment.copy(source.segment, 0, segment, 0, count() * dtype.bytes());
    } else {
      for (long i = 0, n = count(); i < n; i++) {
        setFlat(i, source.getFlat(i));
      }
    }
    return this;
  }

  /** A copy that owns its native memory. */
  public Tensor copy() {
    return to(dtype);
  }

  /** A copy of the given type that owns its native memory. */
  public Tensor to(DType type) {
    Tensor copy = zeros(type, shape);
    try {
      return copy.copyFrom(this);
    } catch (RuntimeException | Error failure) {
      copy.close();
      throw failure;
    }
  }

  /** A view with other sizes and the same number of elements. */
  public Tensor reshape(long... newShape) {
    requireCount(count(), newShape);
    return new Tensor(dtype, newShape, segment, null);
  }

  /** A view of the {@code index}-th entry along the first axis. */
  public Tensor at(long index) {
    if (index < 0 || index >= shape[0]) {
      throw new InvalidInputException(
          "index", index, "0 to " + (shape[0] - 1), "choose an entry of the first axis");
    }
    long[] rest = Arrays.copyOfRange(shape, 1, shape.length);
    long bytes = Shape.count(rest) * dtype.bytes();
    return new Tensor(dtype, rest, segment.asSlice(index * bytes, bytes), null);
  }

  /**
   * An ND4J array over the same memory, for slicing, statistics, printing and the rest of array
   * work: writes on either side are seen on the other, and closing this tensor ends both.
   *
   * @throws InvalidInputException if this tensor wraps a Java array or is closed
   */
  public INDArray asINDArray() {
    requireOpen("tensor");
    return Nd4jArrays.viewOf(this);
  }

  /** The elements in row-major order; a copy. */
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = getFlat(i);
    }
    return values;
  }

  /** The elements in row-major order, rounded to single precision where needed; a copy. */
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) getFlat(i);
    }
    return values;
  }

  /**
   * Checks that the memory is still there.
   *
   * @param argument what the tensor is to the caller
   * @throws InvalidInputException if this tensor, or the one it is a view of, is closed
   */
  public void requireOpen(String argument) {
    if (!segment.scope().isAlive()) {
      throw new InvalidInputException(
          argument, "closed tensor " + this, "an open one", "close it after its last use");
    }
  }

  /** Frees the memory if this tensor owns it. */
  @Override
  public void close() {
    if (owned != null && owned.scope().isAlive()) {
      owned.close();
    }
  }

  /** Type and shape, for example {@code F64[128, 64]}. */
  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }

  private static MemorySegment memory(Arena arena, long bytes) {
    return HugePages.allocate(arena, bytes)
        .orElseGet(() -> arena.allocate(Math.max(bytes, 1), ALIGNMENT));
  }

  private long flat(long[] index) {
    if (index.length != shape.length) {
      throw new InvalidInputException(
          "index", Arrays.toString(index), shape.length + " numbers", "give one per axis");
    }
    long position = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (index[axis] < 0 || index[axis] >= shape[axis]) {
        throw new InvalidInputException(
            "index",
            Arrays.toString(index),
            "an element of shape " + Arrays.toString(shape),
            "stay inside the tensor");
      }
      position = position * shape[axis] + index[axis];
    }
    return position;
  }

  private static void requireCount(long available, long[] shape) {
    if (available != Shape.count(shape)) {
      throw new InvalidInputException(
          "shape",
          Arrays.toString(shape),
          available + " elements in all",
          "match the shape to the data");
    }
  }

  private static void requireNativeOrder(ByteOrder order) {
    if (order != ByteOrder.nativeOrder()) {
      throw new InvalidInputException(
          "buffer order",
          order,
          ByteOrder.nativeOrder().toString(),
          "set order(ByteOrder.nativeOrder()) on the bytes before writing, or copy the values");
    }
  }
}
