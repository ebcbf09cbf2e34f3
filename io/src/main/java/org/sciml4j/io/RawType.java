package org.sciml4j.io;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.sciml4j.core.tensor.DType;
import ucar.ma2.DataType;
import ucar.nc2.Variable;

/** A numeric type as stored in a file. */
enum RawType {
  BYTE(1, DType.F32, "byte"),
  SHORT(2, DType.F32, "short"),
  INT(4, DType.F64, "int"),
  LONG(8, DType.F64, "int64"),
  FLOAT(4, DType.F32, "float"),
  DOUBLE(8, DType.F64, "double");

  private final int bytes;
  private final DType exact;
  private final String cdlName;

  RawType(int bytes, DType exact, String cdlName) {
    this.bytes = bytes;
    this.exact = exact;
    this.cdlName = cdlName;
  }

  /** The type of a variable of NetCDF-Java, or null where its values are not numbers. */
  static RawType of(DataType type) {
    return switch (type) {
      case BYTE, ENUM1 -> BYTE;
      case SHORT, ENUM2 -> SHORT;
      case INT, ENUM4 -> INT;
      case LONG -> LONG;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      default -> null;
    };
  }

  /** The type of a variable, or null where its values are not numbers, one per point. */
  static RawType of(Variable variable) {
    return variable.isVariableLength() ? null : of(variable.getDataType());
  }

  /** Size of one stored value. */
  int bytes() {
    return bytes;
  }

  /** The smaller floating-point type that holds every value, 64-bit integers aside. */
  DType exact() {
    return exact;
  }

  /** The name in the notation of {@code ncdump}. */
  String cdlName() {
    return cdlName;
  }

  boolean isInteger() {
    return ordinal() <= LONG.ordinal();
  }

  /**
   * The value that the NetCDF library writes where nobody has written (NetCDF User's Guide, "Fill
   * Values"); NaN for bytes, which have none by convention.
   */
  double defaultFill() {
    return switch (this) {
      case BYTE -> Double.NaN;
      case SHORT -> -32767;
      case INT -> -2147483647;
      case LONG -> -9223372036854775806L;
      case FLOAT -> 9.969209968386869e36f;
      case DOUBLE -> 9.969209968386869e36;
    };
  }

  /** A number as it would read back after being stored in this type. */
  double rounded(double value) {
    return this == FLOAT ? (float) value : value;
  }

  /** The value that the same bits have as an unsigned number. */
  double unsigned(double value) {
    return isInteger() && value < 0 ? value + Math.scalb(1.0, 8 * bytes) : value;
  }

  /** Turns {@code count} stored values from byte {@code offset} on into doubles. */
  void toDoubles(MemorySegment raw, ByteOrder order, long offset, double[] values, int count) {
    switch (this) {
      case BYTE -> {
        for (int i = 0; i < count; i++) {
          values[i] = raw.get(ValueLayout.JAVA_BYTE, offset + i);
        }
      }
      case SHORT -> {
        ValueLayout.OfShort layout = JAVA_SHORT_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          values[i] = raw.get(layout, offset + 2L * i);
        }
      }
      case INT -> {
        ValueLayout.OfInt layout = JAVA_INT_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          values[i] = raw.get(layout, offset + 4L * i);
        }
      }
      case LONG -> {
        ValueLayout.OfLong layout = JAVA_LONG_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          values[i] = raw.get(layout, offset + 8L * i);
        }
      }
      case FLOAT -> {
        ValueLayout.OfFloat layout = JAVA_FLOAT_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          values[i] = raw.get(layout, offset + 4L * i);
        }
      }
      case DOUBLE ->
          MemorySegment.copy(raw, JAVA_DOUBLE_UNALIGNED.withOrder(order), offset, values, 0, count);
    }
  }
}
