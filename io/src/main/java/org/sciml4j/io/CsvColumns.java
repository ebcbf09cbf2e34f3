package org.sciml4j.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;

/**
 * Which columns of a table are wanted.
 *
 * @param path the file, for messages
 * @param header whether the first line is a header; null to look at it
 * @param names wanted columns, or none
 * @param numbers wanted columns counted from 0, or none; all are wanted where names are empty too
 */
record CsvColumns(Path path, Boolean header, List<String> names, List<Integer> numbers) {
  /**
   * Whether the first line of the file is a header. A line of words and numbers may be either, and
   * taking data for a header would lose them without a word.
   */
  boolean isHeader(List<String> firstLine, NumberText text) {
    if (header != null) {
      return header;
    }
    boolean hasWords = !firstLine.stream().allMatch(text::isNumber);
    boolean hasNumbers = firstLine.stream().anyMatch(text::isPresent);
    if (hasWords && hasNumbers) {
      throw new InvalidInputException(
          "first line of file '" + path + "'",
          CsvReader.quote(firstLine.toString()),
          "only names or only numbers",
          "call header(true) if these are names, header(false) if they are data");
    }
    return hasWords;
  }

  /** Positions of the wanted columns, given the header. */
  int[] chosenFrom(List<String> header) {
    if (!names.isEmpty()) {
      return names.stream().mapToInt(name -> position(name, header)).toArray();
    }
    return chosenFrom(header.size());
  }

  /** Positions of the wanted columns in a file without header. */
  int[] chosenWithout(int columns) {
    if (!names.isEmpty()) {
      throw new InvalidInputException(
          "column '"
              + names.getFirst()
              + "' is not in file '"
              + path
              + "', whose first line has only numbers; choose columns by number, or call"
              + " header(true) if these are names");
    }
    return chosenFrom(columns);
  }

  private int[] chosenFrom(int columns) {
    for (int number : numbers) {
      if (number < 0 || number >= columns) {
        throw new InvalidInputException(
            "column of file '" + path + "'",
            number,
            "0 to " + (columns - 1),
            "count the columns from 0, and check the delimiter");
      }
    }
    return numbers.isEmpty()
        ? IntStream.range(0, columns).toArray()
        : numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private int position(String name, List<String> header) {
    int count = Collections.frequency(header, name);
    if (count == 1) {
      return header.indexOf(name);
    }
    if (count > 1) {
      throw new InvalidInputException(
          "column '"
              + name
              + "' is in file '"
              + path
              + "' "
              + count
              + " times; choose columns by number");
    }
    throw new InvalidInputException(
        "column '"
            + name
            + "' is not in file '"
            + path
            + "'; "
            + NearNames.didYouMean(name, header, "it has " + CsvReader.quote(header.toString())));
  }
}
