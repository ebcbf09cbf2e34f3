package org.sciml4j.core.nd4j;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.Indexer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * Tensors as ND4J arrays and back, over the same memory: a write on either side is seen on the
 * other. Slicing, statistics, printing and the rest of array work are ND4J's.
 */
public final class Nd4jArrays {
  private Nd4jArrays() {}

  /**
   * An ND4J array on the memory of a tensor. It keeps the memory reachable, but a tensor that owns
   * its memory still frees it when closed: use the array before that.
   *
   * @throws InvalidInputException if the tensor wraps a Java array, which ND4J cannot address
   */
  public static INDArray viewOf(Tensor tensor) {
    if (!tensor.isNative()) {
      throw new InvalidInputException(
          "tensor", "on a Java array", "native memory", "copy it first with Tensor.copy()");
    }
    long count = tensor.count();
    DataBuffer buffer;
    if (tensor.dtype() == DType.F64) {
      DoublePointer pointer = new DoubleMemory(tensor.segment(), count);
      buffer = buffer(pointer, DataType.DOUBLE, count, DoubleIndexer.create(pointer));
    } else {
      FloatPointer pointer = new FloatMemory(tensor.segment(), count);
      buffer = buffer(pointer, DataType.FLOAT, count, FloatIndexer.create(pointer));
    }
    long[] shape = tensor.shape();
    return Nd4j.create(buffer, shape, Shape.strides(shape), 0, 'c');
  }

  /**
   * A tensor on the memory of an ND4J array, which stays reachable as long as the tensor is.
   *
   * @throws InvalidInputException unless the array is dense, row-major and of type FLOAT or DOUBLE
   */
  public static Tensor tensorOf(INDArray array) {
    DType dtype =
        switch (array.dataType()) {
          case FLOAT -> DType.F32;
          case DOUBLE -> DType.F64;
          default ->
              throw new InvalidInputException(
                  "array", "of type " + array.dataType(), "FLOAT or DOUBLE", "cast it first");
        };
    long[] shape = array.shape();
    if (!isDense(array, shape)) {
      throw new InvalidInputException(
          "array",
          "of shape " + Arrays.toString(shape) + " with strides " + Arrays.toString(array.stride()),
          "a dense row-major array",
          "copy it first with dup('c')");
    }
    long bytes = Shape.count(shape) * dtype.bytes();
    long address = array.data().pointer().address() + array.offset() * dtype.bytes();
    MemorySegment segment =
        MemorySegment.ofAddress(address)
            .reinterpret(bytes, Arena.ofAuto(), _ -> Reference.reachabilityFence(array));
    return Tensor.wrap(segment, dtype, shape);
  }

  /** Strides of axes of one point mean nothing and are not compared. */
  private static boolean isDense(INDArray array, long[] shape) {
    long[] dense = Shape.strides(shape);
    long[] actual = array.stride();
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] > 1 && actual[axis] != dense[axis]) {
        return false;
      }
    }
    return true;
  }

  private static DataBuffer buffer(Pointer pointer, DataType type, long count, Indexer indexer) {
    return Nd4j.getDataBufferFactory().create(pointer, type, count, indexer);
  }

  /** A JavaCPP pointer at memory of ours, which it keeps reachable. */
  private static final class DoubleMemory extends DoublePointer {
    private final MemorySegment memory;

    DoubleMemory(MemorySegment memory, long count) {
      this.memory = memory;
      address = memory.address();
      limit = count;
      capacity = count;
    }

    @Override
    public String toString() {
      return memory.toString();
    }
  }

  /** A JavaCPP pointer at memory of ours, which it keeps reachable. */
  private static final class FloatMemory extends FloatPointer {
    private final MemorySegment memory;

    FloatMemory(MemorySegment memory, long count) {
      this.memory = memory;
      address = memory.address();
      limit = count;
      capacity = count;
    }

    @Override
    public String toString() {
      return memory.toString();
    }
  }
}
