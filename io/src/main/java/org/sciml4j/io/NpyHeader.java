package org.sciml4j.io;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;

/**
 * What the header of an npy file says.
 *
 * @param type how numbers are stored
 * @param unsigned whether integers are unsigned
 * @param order their byte order
 * @param fortranOrder whether the first axis runs fastest
 * @param shape sizes per axis
 * @param dataStart position of the first number
 */
record NpyHeader(
    RawType type,
    boolean unsigned,
    ByteOrder order,
    boolean fortranOrder,
    long[] shape,
    long dataStart) {
  private static final Pattern TYPE =
      Pattern.compile("'descr':\\s*'([<>|=]?)([a-zA-Z?])(\\d*)[^']*'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,L\\s]*)\\)");

  /** Reads the dictionary, a Python literal. */
  static NpyHeader parse(String name, String dictionary, long dataStart) {
    Matcher type = TYPE.matcher(dictionary);
    Matcher fortran = FORTRAN.matcher(dictionary);
    Matcher shape = SHAPE.matcher(dictionary);
    if (!type.find() || !fortran.find() || !shape.find()) {
      throw new InvalidInputException(
          "array in " + name,
          dictionary,
          "numbers of one type",
          "save one array of float32 or float64");
    }
    String kind = type.group(2) + type.group(3);
    RawType stored =
        switch (kind) {
          case "f4" -> RawType.FLOAT;
          case "f8" -> RawType.DOUBLE;
          case "i1", "u1", "b1", "?" -> RawType.BYTE;
          case "i2", "u2" -> RawType.SHORT;
          case "i4", "u4" -> RawType.INT;
          case "i8", "u8" -> RawType.LONG;
          default ->
              throw new InvalidInputException(
                  "array in " + name,
                  "of NumPy type '" + kind + "'",
                  "real numbers (f4, f8, i1 to i8, u1 to u8, b1)",
                  "convert it with numpy.asarray(a, 'float64')");
        };
    try {
      NpyHeader header =
          new NpyHeader(
              stored,
              type.group(2).equals("u"),
              switch (type.group(1)) {
                case ">" -> ByteOrder.BIG_ENDIAN;
                case "<" -> ByteOrder.LITTLE_ENDIAN;
                default -> ByteOrder.nativeOrder();
              },
              fortran.group(1).equals("True"),
              sizes(shape.group(1)),
              dataStart);
      header.fileBytes();
      return header;
    } catch (ArithmeticException | NumberFormatException uncountable) {
      throw new InvalidInputException(
          "file "
              + name
              + " has a damaged header: no file can hold an array of shape ("
              + shape.group(1)
              + "); write it again",
          uncountable);
    }
  }

  private static long[] sizes(String shape) {
    return Arrays.stream(shape.split(","))
        .map(size -> size.replace("L", "").strip())
        .filter(size -> !size.isEmpty())
        .mapToLong(Long::parseLong)
        .toArray();
  }

  /**
   * How long the file must be to hold all numbers.
   *
   * @throws ArithmeticException if that is beyond 2^63 bytes
   */
  long fileBytes() {
    return Math.addExact(dataStart, Math.multiplyExact(Shape.count(shape), (long) type.bytes()));
  }

  /** The type of the tensor. */
  DType dtype() {
    return type.exact();
  }

  /** The stored numbers as they are. */
  Packing packing() {
    return Packing.plain(type, unsigned);
  }
}
