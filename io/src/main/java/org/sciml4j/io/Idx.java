package org.sciml4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * The IDX format of the MNIST handwritten digits (LeCun, Cortes and Burges, "The MNIST database"):
 * two zero bytes, a type, the number of axes, the size of each, the numbers, all big-endian. Files
 * compressed with gzip are read as they are.
 *
 * <p>Bytes, shorts and floats become F32, ints and doubles F64. Images of MNIST are {@code [images,
 * rows, columns]}, its labels {@code [images]}.
 */
public final class Idx {
  private static final String KIND = "an IDX file";

  private Idx() {}

  /**
   * Reads an array into native memory that the caller owns.
   *
   * @throws InvalidInputException if the file is missing, not IDX, truncated or too long
   */
  public static Tensor read(Path path) {
    return read(path, PixelScale.BYTE);
  }

  /**
   * Reads an array into native memory that the caller owns, its unsigned bytes in the given scale.
   *
   * @throws InvalidInputException as {@link #read(Path)}, or if the scale is {@link
   *     PixelScale#UNIT} and the numbers are not unsigned bytes
   */
  public static Tensor read(Path path, PixelScale scale) {
    try (InputStream stream = InputFile.open(path, KIND)) {
      NumberStream numbers = NumberStream.of(stream);
      byte[] magic = numbers.next(4);
      Packing packing = packing(path, magic, scale);
      long[] shape = shape(path, numbers, Byte.toUnsignedInt(magic[3]), packing.type());
      Tensor values = Tensor.zeros(packing.unpacked(), shape);
      try {
        numbers.read(values, packing, ByteOrder.BIG_ENDIAN);
        requireEnd(path, stream, shape);
        return values;
      } catch (IOException | RuntimeException failure) {
        values.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new InvalidInputException(
          "file '"
              + path
              + "' is truncated or damaged ("
              + failure.getMessage()
              + "); copy or download it again",
          failure);
    }
  }

  private static Packing packing(Path path, byte[] magic, PixelScale scale) {
    Packing packing =
        magic[0] != 0 || magic[1] != 0
            ? null
            : switch (magic[2]) {
              case 0x08 -> scale.packing();
              case 0x09 -> Packing.plain(RawType.BYTE, false);
              case 0x0B -> Packing.plain(RawType.SHORT, false);
              case 0x0C -> Packing.plain(RawType.INT, false);
              case 0x0D -> Packing.plain(RawType.FLOAT, false);
              case 0x0E -> Packing.plain(RawType.DOUBLE, false);
              default -> null;
            };
    if (packing == null) {
      throw new InvalidInputException(
          "file",
          "'" + path + "' that starts with " + Arrays.toString(magic),
          "IDX: 0, 0, type 8 to 14, number of axes",
          "name a file of the MNIST kind");
    }
    if (scale == PixelScale.UNIT && magic[2] != 0x08) {
      throw new InvalidInputException(
          "file",
          "'" + path + "' of " + packing.type() + " numbers",
          "unsigned bytes for the scale " + PixelScale.UNIT,
          "read it without a scale");
    }
    return packing;
  }

  private static long[] shape(Path path, NumberStream numbers, int axes, RawType type)
      throws IOException {
    ByteBuffer sizes = ByteBuffer.wrap(numbers.next(4 * axes));
    long[] shape = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      shape[axis] = Integer.toUnsignedLong(sizes.getInt());
    }
    long available = Files.size(path) * (InputFile.isGzip(path) ? InputFile.MOST_INFLATED : 1);
    long declared;
    try {
      declared = Math.multiplyExact(Shape.count(shape), (long) type.bytes());
    } catch (ArithmeticException beyondCounting) {
      declared = Long.MAX_VALUE;
    }
    if (declared > available) {
      throw new InvalidInputException(
          "file '"
              + path
              + "' is truncated: it has "
              + Files.size(path)
              + " bytes, its header declares "
              + Arrays.toString(shape)
              + " numbers of "
              + type.bytes()
              + "; copy or download it again");
    }
    return shape;
  }

  private static void requireEnd(Path path, InputStream stream, long[] shape) throws IOException {
    if (stream.read() >= 0) {
      throw new InvalidInputException(
          "file '"
              + path
              + "' goes on after the "
              + Arrays.toString(shape)
              + " numbers that its header declares; copy or download it again");
    }
  }
}
