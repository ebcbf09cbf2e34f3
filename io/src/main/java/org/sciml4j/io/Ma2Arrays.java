package org.sciml4j.io;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import ucar.ma2.Array;
import ucar.ma2.DataType;

/** Tensors as arrays of NetCDF-Java and back, for programs that use its API themselves. */
public final class Ma2Arrays {
  private Ma2Arrays() {}

  /**
   * A tensor over the array's own numbers: writes on either side are seen on the other. Its memory
   * is on the Java heap; use {@link #copy} for time loops.
   *
   * @throws InvalidInputException if the array is not of float or double, or is a view that skips
   *     or reorders elements
   */
  public static Tensor wrap(Array array) {
    long[] shape = shape(array);
    Object storage = array.getStorage();
    boolean whole =
        java.lang.reflect.Array.getLength(storage) == array.getSize() && isInOrder(array);
    if (whole && storage instanceof double[] doubles) {
      return Tensor.wrap(doubles, shape);
    }
    if (whole && storage instanceof float[] floats) {
      return Tensor.wrap(floats, shape);
    }
    throw new InvalidInputException(
        "array",
        "of " + array.getElementType() + (whole ? "" : ", a view of another"),
        "all elements of a float or double array",
        "copy it with Ma2Arrays.copy");
  }

  /**
   * A copy in native memory that the caller owns: float and integers of one or two bytes as F32,
   * everything else as F64.
   *
   * @throws InvalidInputException if the array does not hold numbers
   */
  public static Tensor copy(Array array) {
    RawType type = RawType.of(DataType.getType(array.getElementType()));
    if (type == null) {
      throw new InvalidInputException(
          "array", "of " + array.getElementType(), "numbers", "convert it first");
    }
    Tensor values = Tensor.zeros(type.exact(), shape(array));
    new Unpacker(Packing.plain(type, array.isUnsigned()), values)
        .unpack(
            CdmReader.heap(array.get1DJavaArray(array.getElementType())),
            ByteOrder.nativeOrder(),
            0,
            0,
            values.count());
    return values;
  }

  /** The tensor's numbers in an array; shared if it wraps a Java array, a copy otherwise. */
  public static Array of(Tensor tensor) {
    int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
    MemorySegment segment = tensor.segment();
    Object storage = segment.heapBase().orElse(null);
    boolean shared =
        storage != null
            && java.lang.reflect.Array.getLength(storage) == tensor.count()
            && storage.getClass() == (tensor.dtype() == DType.F64 ? double[].class : float[].class);
    if (!shared) {
      storage =
          tensor.dtype() == DType.F64
              ? segment.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED)
              : segment.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }
    DataType type = tensor.dtype() == DType.F64 ? DataType.DOUBLE : DataType.FLOAT;
    return Array.factory(type, shape, storage);
  }

  /** Whether the array's iteration order is that of its storage. */
  private static boolean isInOrder(Array array) {
    int[] shape = array.getShape();
    long expected = 0;
    ucar.ma2.Index index = array.getIndex();
    int[] last = Arrays.stream(shape).map(n -> n - 1).toArray();
    for (int axis = 0; axis < shape.length; axis++) {
      expected = expected * shape[axis] + last[axis];
    }
    if (array.getSize() == 0) {
      return true;
    }
    boolean inOrder = index.set(last).currentElement() == expected;
    int[] probe = new int[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0 && inOrder; axis--) {
      if (shape[axis] > 1) {
        probe[axis] = 1;
        inOrder = index.set(probe).currentElement() == stride;
        probe[axis] = 0;
      }
      stride *= shape[axis];
    }
    return inOrder;
  }

  private static long[] shape(Array array) {
    return Arrays.stream(array.getShape()).asLongStream().toArray();
  }
}
