package org.sciml4j.core.modelfile;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** The element types of safetensors files that stand for real numbers; little-endian. */
public enum StoredType {
  /** One byte, zero for false: read as 0 or 1. */
  BOOL(1, DType.F32),
  /** Unsigned 8-bit integer. */
  U8(1, DType.F32),
  /** Signed 8-bit integer. */
  I8(1, DType.F32),
  /** Unsigned 16-bit integer. */
  U16(2, DType.F32),
  /** Signed 16-bit integer. */
  I16(2, DType.F32),
  /** IEEE 754 half precision. */
  F16(2, DType.F32),
  /** The upper half of a single-precision number. */
  BF16(2, DType.F32),
  /** Unsigned 32-bit integer. */
  U32(4, DType.F64),
  /** Signed 32-bit integer. */
  I32(4, DType.F64),
  /** IEEE 754 single precision. */
  F32(4, DType.F32),
  /** Unsigned 64-bit integer; beyond 2^53 rounded to the nearest double. */
  U64(8, DType.F64),
  /** Signed 64-bit integer; beyond 2^53 rounded to the nearest double. */
  I64(8, DType.F64),
  /** IEEE 754 double precision. */
  F64(8, DType.F64);

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int bytes;
  private final DType natural;

  StoredType(int bytes, DType natural) {
    this.bytes = bytes;
    this.natural = natural;
  }

  /** The type under which a tensor is stored. */
  public static StoredType of(DType type) {
    return type == DType.F64 ? F64 : F32;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** The smaller tensor type that holds every value of this type, 64-bit integers aside. */
  public DType natural() {
    return natural;
  }

  /** Whether a tensor of the given type holds the same bits. */
  boolean is(DType type) {
    return this == of(type);
  }

  /** Stores {@code count} elements of a tensor of this type in little-endian order. */
  static void encode(Tensor from, long position, MemorySegment raw, long count) {
    MemorySegment values = from.segment();
    if (from.dtype() == DType.F64) {
      var own = ValueLayout.JAVA_DOUBLE_UNALIGNED;
      MemorySegment.copy(values, own, 8 * position, raw, DOUBLE, 0, count);
    } else {
      var own = ValueLayout.JAVA_FLOAT_UNALIGNED;
      MemorySegment.copy(values, own, 4 * position, raw, FLOAT, 0, count);
    }
  }

  /** Turns the first {@code count} stored elements into those of a tensor from a position on. */
  void decode(MemorySegment raw, Tensor into, long position, long count) {
    MemorySegment values = into.segment();
    if (this == F64 && into.dtype() == DType.F64) {
      var own = ValueLayout.JAVA_DOUBLE_UNALIGNED;
      MemorySegment.copy(raw, DOUBLE, 0, values, own, 8 * position, count);
    } else if (this == F32 && into.dtype() == DType.F32) {
      var own = ValueLayout.JAVA_FLOAT_UNALIGNED;
      MemorySegment.copy(raw, FLOAT, 0, values, own, 4 * position, count);
    } else {
      for (long i = 0; i < count; i++) {
        into.setFlat(position + i, value(raw, i * bytes));
      }
    }
  }

  private double value(MemorySegment raw, long offset) {
    return switch (this) {
      case BOOL -> raw.get(JAVA_BYTE, offset) == 0 ? 0 : 1;
      case U8 -> Byte.toUnsignedInt(raw.get(JAVA_BYTE, offset));
      case I8 -> raw.get(JAVA_BYTE, offset);
      case U16 -> Short.toUnsignedInt(raw.get(SHORT, offset));
      case I16 -> raw.get(SHORT, offset);
      case F16 -> Float.float16ToFloat(raw.get(SHORT, offset));
      case BF16 -> Float.intBitsToFloat(raw.get(SHORT, offset) << 16);
      case U32 -> Integer.toUnsignedLong(raw.get(INT, offset));
      case I32 -> raw.get(INT, offset);
      case F32 -> raw.get(FLOAT, offset);
      case U64 -> unsigned(raw.get(LONG, offset));
      case I64 -> raw.get(LONG, offset);
      case F64 -> raw.get(DOUBLE, offset);
    };
  }

  /** Halved with its lowest bit kept, so that it rounds once. */
  private static double unsigned(long bits) {
    return bits >= 0 ? bits : 2.0 * (bits >>> 1 | (bits & 1));
  }
}
