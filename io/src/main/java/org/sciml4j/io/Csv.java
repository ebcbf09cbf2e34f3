package org.sciml4j.io;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;

/**
 * Tables of numbers in text files, such as comma-separated values (RFC 4180).
 *
 * <pre>{@code
 * CsvTable table = Csv.file(Path.of("pendulum.csv")).columns("t", "angle").read();
 * }</pre>
 *
 * <p>Without further settings fields are separated by commas and may be quoted; {@code #} starts a
 * comment; the first line is a header if its fields are words, {@link #header} says so where it has
 * numbers too; empty fields, NA, N/A, NaN and null are missing and read as NaN. Files compressed
 * with gzip are read as they are.
 */
public final class Csv {
  private final Path path;
  private Character delimiter;
  private boolean decimalComma;
  private char comment = '#';
  private Boolean header;
  private List<String> names = List.of();
  private List<Integer> numbers = List.of();
  private final Set<String> missing = new LinkedHashSet<>(List.of("", "na", "n/a", "nan", "null"));
  private Charset charset = StandardCharsets.UTF_8;

  private Csv(Path path) {
    this.path = path;
  }

  /** The table in a file, to be read once settings have been made. */
  public static Csv file(Path path) {
    return new Csv(path);
  }

  /** Separates fields by another character, for example {@code ';'} or a tab. */
  public Csv delimiter(char separator) {
    if (separator == '"' || separator == '\n' || separator == '\r' || separator == '.') {
      throw new InvalidInputException(
          "delimiter", "'" + separator + "'", "a character between fields", "choose ';' or a tab");
    }
    delimiter = separator;
    return this;
  }

  /** Reads {@code 1,5} as one and a half; fields are then separated by semicolons by default. */
  public Csv decimalComma() {
    decimalComma = true;
    return this;
  }

  /** Starts comments, which take a whole line, with another character. */
  public Csv comment(char start) {
    comment = start;
    return this;
  }

  /** Says whether the first line is a header, instead of looking at it. */
  public Csv header(boolean present) {
    header = present;
    return this;
  }

  /** Reads only the columns of these names, in this order. */
  public Csv columns(String... names) {
    this.names = List.of(names);
    this.numbers = List.of();
    return this;
  }

  /** Reads only the columns of these numbers, counted from 0, in this order. */
  public Csv columns(int... numbers) {
    this.numbers = Arrays.stream(numbers).boxed().toList();
    this.names = List.of();
    return this;
  }

  /** Reads further texts as NaN, for example {@code "-9999"}; upper and lower case are the same. */
  public Csv missing(String... texts) {
    for (String text : texts) {
      missing.add(text.strip().toLowerCase(Locale.ROOT));
    }
    return this;
  }

  /** Reads text in another encoding than UTF-8. */
  public Csv charset(Charset encoding) {
    charset = encoding;
    return this;
  }

  /**
   * Reads the table in double precision.
   *
   * @throws InvalidInputException as {@link #read(DType)}
   */
  public CsvTable read() {
    return read(DType.F64);
  }

  /**
   * Reads the table into native memory that the caller owns.
   *
   * @throws InvalidInputException if the file is missing or empty, a column is not there, lines
   *     have different numbers of fields, quotes are not closed, or a field of a chosen column is
   *     no number; the message names line, column and text
   */
  public CsvTable read(DType type) {
    char separator = delimiter != null ? delimiter : decimalComma ? ';' : ',';
    if (separator == comment || (decimalComma && separator == ',')) {
      throw new InvalidInputException(
          "delimiter",
          "'" + separator + "', which starts comments or decimals too",
          "a character of its own",
          "choose ';' or a tab");
    }
    CsvColumns columns = new CsvColumns(path, header, new ArrayList<>(names), numbers);
    NumberText text = new NumberText(decimalComma, Set.copyOf(missing));
    return new CsvReader(path, separator, comment, charset, columns, text).read(type);
  }
}
