package org.sciml4j.io;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Shape;

/**
 * Header and value positions of a NetCDF-3 file with 64-bit offsets (NetCDF User's Guide, appendix
 * B, format CDF-2).
 *
 * @param header the first bytes of the file, saying that it has no records yet
 * @param begin position of each variable's first value
 * @param recordBytes distance between records, 0 without any
 * @param fixedEnd first byte after the variables that have no records
 */
record ClassicLayout(byte[] header, long[] begin, long recordBytes, long fixedEnd) {
  /** Where the header keeps the number of records. */
  static final long RECORDS_POSITION = 4;

  private static final long LARGEST_VARIABLE = (1L << 32) - 4;
  private static final int DIMENSIONS = 10;
  private static final int VARIABLES = 11;
  private static final int ATTRIBUTES = 12;

  /**
   * Lays a file out.
   *
   * @throws InvalidInputException if a variable is too large for the format
   */
  static ClassicLayout of(OutputSchema schema) {
    List<OutputVariable> variables = schema.variables();
    long[] begin = new long[variables.size()];
    int headerBytes = header(schema, begin).length;

    long next = headerBytes;
    int last = -1;
    for (int i = 0; i < begin.length; i++) {
      if (!schema.isRecord(variables.get(i))) {
        begin[i] = next;
        next += padded(bytes(schema, variables.get(i)));
        last = i;
      }
    }
    long fixedEnd = next;
    long records = variables.stream().filter(schema::isRecord).count();
    long recordBytes = 0;
    for (int i = 0; i < begin.length; i++) {
      OutputVariable variable = variables.get(i);
      boolean isRecord = schema.isRecord(variable);
      if (isRecord) {
        begin[i] = fixedEnd + recordBytes;
        long bytes = bytes(schema, variable);
        recordBytes += records == 1 ? bytes : padded(bytes);
      }
      requireRepresentable(schema, variable, !isRecord && i == last && records == 0);
    }
    return new ClassicLayout(header(schema, begin), begin, recordBytes, fixedEnd);
  }

  private static void requireRepresentable(
      OutputSchema schema, OutputVariable variable, boolean isLast) {
    long bytes = bytes(schema, variable);
    if (bytes > LARGEST_VARIABLE && !isLast) {
      throw new InvalidInputException(
          "variable '" + variable.name() + "'",
          bytes + " bytes" + (schema.isRecord(variable) ? " per record" : ""),
          "at most " + LARGEST_VARIABLE + " in NetCDF-3",
          "make its slowest axis unlimited or write NetCDF-4");
    }
  }

  /** Bytes of a variable, or of one of its records. */
  static long bytes(OutputSchema schema, OutputVariable variable) {
    return Shape.count(schema.shape(variable)) * variable.type().bytes();
  }

  private static byte[] header(OutputSchema schema, long[] begin) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeBytes("CDF");
      out.writeByte(2);
      out.writeInt(0);
      list(out, DIMENSIONS, schema.axes().size());
      for (int i = 0; i < schema.axes().size(); i++) {
        name(out, schema.axes().get(i).name());
        out.writeInt(schema.isUnlimited(i) ? 0 : schema.axes().get(i).size());
      }
      attributes(out, schema.attributes());
      list(out, VARIABLES, schema.variables().size());
      for (int i = 0; i < begin.length; i++) {
        OutputVariable variable = schema.variables().get(i);
        name(out, variable.name());
        out.writeInt(variable.axes().length);
        for (int axis : variable.axes()) {
          out.writeInt(axis);
        }
        attributes(out, variable.attributes());
        out.writeInt(typeNumber(variable.type()));
        out.writeInt((int) Math.min(padded(bytes(schema, variable)), 0xFFFFFFFFL));
        out.writeLong(begin[i]);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void attributes(DataOutputStream out, Map<String, Object> attributes)
      throws IOException {
    list(out, ATTRIBUTES, attributes.size());
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      name(out, attribute.getKey());
      switch (attribute.getValue()) {
        case String text -> {
          byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
          out.writeInt(2);
          out.writeInt(utf8.length);
          out.write(utf8);
          pad(out, utf8.length);
        }
        case List<?> numbers -> numbers(out, numbers);
        case Object number -> numbers(out, List.of(number));
      }
    }
  }

  private static void numbers(DataOutputStream out, List<?> numbers) throws IOException {
    RawType type = OutputAttributes.type(numbers);
    out.writeInt(typeNumber(type));
    out.writeInt(numbers.size());
    for (Object number : numbers) {
      Number value = (Number) number;
      switch (type) {
        case BYTE -> out.writeByte(value.intValue());
        case SHORT -> out.writeShort(value.intValue());
        case INT -> out.writeInt(value.intValue());
        case FLOAT -> out.writeFloat(value.floatValue());
        case LONG, DOUBLE -> out.writeDouble(value.doubleValue());
      }
    }
    pad(out, (long) numbers.size() * type.bytes());
  }

  /** The number of a type in NetCDF. */
  static int typeNumber(RawType type) {
    return switch (type) {
      case BYTE -> 1;
      case SHORT -> 3;
      case INT -> 4;
      case FLOAT -> 5;
      case LONG, DOUBLE -> 6;
    };
  }

  private static void list(DataOutputStream out, int tag, int length) throws IOException {
    out.writeInt(length == 0 ? 0 : tag);
    out.writeInt(length);
  }

  private static void name(DataOutputStream out, String name) throws IOException {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
    pad(out, utf8.length);
  }

  private static void pad(DataOutputStream out, long bytes) throws IOException {
    for (long i = bytes; i < padded(bytes); i++) {
      out.writeByte(0);
    }
  }

  static long padded(long bytes) {
    return (bytes + 3) & ~3L;
  }
}
