package org.sciml4j.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Reads a table line by line. */
record CsvReader(
    Path path, char delimiter, char comment, Charset charset, CsvColumns columns, NumberText text) {
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int LONGEST = 60;

  CsvTable read(DType type) {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setCommentMarker(comment)
            .setIgnoreSurroundingSpaces(true)
            .get();
    long line = 0;
    try (InputStream stream = InputFile.open(path, "a table of numbers");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, charset.newDecoder()))) {
      skipMark(reader);
      try (CSVParser parser = format.parse(reader)) {
        Rows rows = null;
        for (CSVRecord fields : parser) {
          line = parser.getCurrentLineNumber();
          if (rows == null) {
            rows = new Rows(fields, line);
          } else {
            rows.add(fields, line);
          }
        }
        if (rows == null) {
          throw new InvalidInputException(
              "file '" + path + "' has no lines of fields; write a table to it");
        }
        return rows.table(type);
      }
    } catch (UncheckedIOException failure) {
      throw unreadable(line, failure.getCause());
    } catch (IOException failure) {
      throw unreadable(line, failure);
    }
  }

  private static void skipMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
  }

  /** What has been read so far. */
  private final class Rows {
    private final long firstLine;
    private final int width;
    private final List<String> names;
    private final int[] chosen;
    private double[] values;
    private int count;

    Rows(CSVRecord first, long line) {
      firstLine = line;
      width = first.size();
      boolean isHeader = columns.isHeader(first.toList(), text);
      List<String> header =
          IntStream.range(0, width)
              .mapToObj(i -> isHeader ? first.get(i).strip() : Integer.toString(i))
              .toList();
      chosen = isHeader ? columns.chosenFrom(header) : columns.chosenWithout(width);
      names = Arrays.stream(chosen).mapToObj(header::get).toList();
      values = new double[Math.max(64, 64 * chosen.length)];
      if (!isHeader) {
        add(first, line);
      }
    }

    void add(CSVRecord fields, long line) {
      if (fields.size() != width) {
        throw new InvalidInputException(
            "line " + line + " of file '" + path + "'",
            "of " + fields.size() + " fields",
            width + " as in line " + firstLine,
            "complete it, quote fields that contain '" + delimiter + "', or set the delimiter");
      }
      if (count > values.length - chosen.length) {
        values = Arrays.copyOf(values, enlarged());
      }
      for (int column = 0; column < chosen.length; column++) {
        String field = fields.get(chosen[column]);
        try {
          values[count++] = text.parse(field);
        } catch (NumberFormatException word) {
          throw noNumber(names.get(column), line, field);
        }
      }
    }

    private int enlarged() {
      if (values.length > Integer.MAX_VALUE / 2) {
        throw new InvalidInputException(
            "file '" + path + "' has more than 2^30 numbers; choose fewer columns or split it");
      }
      return 2 * values.length;
    }

    CsvTable table(DType type) {
      long rows = chosen.length == 0 ? 0 : count / chosen.length;
      Tensor table = Tensor.zeros(type, rows, chosen.length);
      table.copyFrom(Tensor.wrap(Arrays.copyOf(values, count), rows, chosen.length));
      return new CsvTable(names, table);
    }

    private InvalidInputException noNumber(String name, long line, String field) {
      return new InvalidInputException(
          "column '" + quote(name) + "' in line " + line + " of file '" + path + "'",
          "'" + quote(field) + "'",
          "a number",
          remedy(field));
    }

    private String remedy(String field) {
      if (width == 1) {
        for (char other : new char[] {';', '\t', '|', ','}) {
          if (other != delimiter && field.indexOf(other) >= 0) {
            return "set delimiter('" + (other == '\t' ? "\\t" : other) + "')";
          }
        }
      }
      return !text.decimalComma() && new NumberText(true, text.missing()).isNumber(field)
          ? "call decimalComma()"
          : "choose the columns of numbers, or declare this text as missing";
    }
  }

  /** Text from the file, fit for a message. */
  static String quote(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private InvalidInputException unreadable(long line, IOException failure) {
    String where = "file '" + path + "' cannot be read after line " + line + ": ";
    return failure instanceof CharacterCodingException
        ? new InvalidInputException(
            where + "it is not " + charset + "; name its encoding with charset(...)", failure)
        : new InvalidInputException(
            where + failure.getMessage() + "; check its quotes and that it is whole", failure);
  }
}
