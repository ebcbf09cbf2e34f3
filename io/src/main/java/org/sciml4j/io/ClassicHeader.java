package org.sciml4j.io;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a NetCDF-3 file keeps its values: the part of the header that NetCDF-Java does not show.
 * Follows the classic format specification (NetCDF User's Guide, appendix B), 32- and 64-bit
 * offsets.
 *
 * @param records number of records, or -1 where the writer left it open
 * @param recordBytes distance between records
 * @param variables in file order
 */
record ClassicHeader(long records, long recordBytes, List<Layout> variables) {
  private static final int DIMENSIONS = 10;
  private static final int VARIABLES = 11;
  private static final int ATTRIBUTES = 12;
  private static final int LONGEST_NAME = 1 << 16;

  /**
   * The bytes of one variable.
   *
   * @param begin where its first value lies in the file
   * @param bytes of the variable, or of one of its records, without padding
   * @param isRecord whether its first dimension is the unlimited one
   */
  record Layout(long begin, long bytes, boolean isRecord) {}

  /** Reads the header; the first three bytes have been checked to be {@code CDF}. */
  static ClassicHeader read(DataInputStream in) throws IOException {
    in.skipNBytes(3);
    boolean longOffsets = in.readByte() == 2;
    long records = in.readInt() & 0xFFFFFFFFL;
    if (records == 0xFFFFFFFFL) {
      records = -1;
    }
    List<Long> dimensions = readDimensions(in);
    skipAttributes(in);
    return readVariables(in, records, dimensions, longOffsets);
  }

  /** Size of a file that holds all the values declared. */
  long requiredBytes() {
    long end = 0;
    for (Layout layout : variables) {
      if (!layout.isRecord()) {
        end = Math.max(end, layout.begin() + layout.bytes());
      } else if (records > 0) {
        end = Math.max(end, layout.begin() + (records - 1) * recordBytes + layout.bytes());
      }
    }
    return end;
  }

  private static List<Long> readDimensions(DataInputStream in) throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (int left = readListLength(in, DIMENSIONS); left > 0; left--) {
      readName(in);
      sizes.add(in.readInt() & 0xFFFFFFFFL);
    }
    return sizes;
  }

  private static void skipAttributes(DataInputStream in) throws IOException {
    for (int left = readListLength(in, ATTRIBUTES); left > 0; left--) {
      readName(in);
      int type = in.readInt();
      long count = in.readInt() & 0xFFFFFFFFL;
      in.skipNBytes(padded(count * typeBytes(type)));
    }
  }

  private static ClassicHeader readVariables(
      DataInputStream in, long records, List<Long> dimensions, boolean longOffsets)
      throws IOException {
    List<Layout> variables = new ArrayList<>();
    long paddedRecord = 0;
    long lastRecordPart = 0;
    int recordVariables = 0;
    for (int left = readListLength(in, VARIABLES); left > 0; left--) {
      String name = readName(in);
      int rank = in.readInt();
      boolean isRecord = false;
      long count = 1;
      for (int axis = 0; axis < rank; axis++) {
        int id = in.readInt();
        if (id < 0 || id >= dimensions.size()) {
          throw new MalformedHeader("variable '" + name + "' has dimension number " + id);
        }
        long size = dimensions.get(id);
        if (axis == 0 && size == 0) {
          isRecord = true;
        } else {
          count = Math.multiplyExact(count, size);
        }
      }
      skipAttributes(in);
      long bytes = Math.multiplyExact(count, (long) typeBytes(in.readInt()));
      in.readInt();
      long begin = longOffsets ? in.readLong() : in.readInt() & 0xFFFFFFFFL;
      variables.add(new Layout(begin, bytes, isRecord));
      if (isRecord) {
        recordVariables++;
        paddedRecord += padded(bytes);
        lastRecordPart = bytes;
      }
    }
    long recordBytes = recordVariables == 1 ? lastRecordPart : paddedRecord;
    return new ClassicHeader(records, recordBytes, variables);
  }

  private static int readListLength(DataInputStream in, int expectedTag) throws IOException {
    int tag = in.readInt();
    int length = in.readInt();
    if (length < 0 || (tag != expectedTag && (tag != 0 || length != 0))) {
      throw new MalformedHeader("list tag " + tag + " where " + expectedTag + " belongs");
    }
    return length;
  }

  private static String readName(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_NAME) {
      throw new MalformedHeader("a name of " + length + " bytes");
    }
    byte[] name = in.readNBytes(length);
    in.skipNBytes(padded(length) - length);
    return new String(name, StandardCharsets.UTF_8);
  }

  private static int typeBytes(int type) throws MalformedHeader {
    return switch (type) {
      case 1, 2 -> 1;
      case 3 -> 2;
      case 4, 5 -> 4;
      case 6 -> 8;
      default -> throw new MalformedHeader("type number " + type);
    };
  }

  private static long padded(long bytes) {
    return (bytes + 3) & ~3L;
  }

  /** A header that breaks the format. */
  static final class MalformedHeader extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedHeader(String what) {
      super(what);
    }
  }
}
