package org.sciml4j.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;

/** Files named by a pattern such as {@code run/heat_*.nc}, {@code **} crossing folders. */
public final class FileGlob {
  private static final String SPECIAL = "*?[{";

  private FileGlob() {}

  /**
   * The files that match, names with numbers in counting order.
   *
   * @throws InvalidInputException if none does, the pattern is malformed, or a folder on the way
   *     cannot be read
   */
  public static List<Path> expand(String glob) {
    Path folder = Path.of("");
    String[] parts = glob.split("/", -1);
    int depth = 0;
    while (depth < parts.length - 1
        && parts[depth].chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
      folder = depth == 0 && parts[0].isEmpty() ? Path.of("/") : folder.resolve(parts[depth]);
      depth++;
    }
    int levels = glob.contains("**") ? Integer.MAX_VALUE : parts.length - depth;
    PathMatcher matcher = matcher(glob);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder, levels, FileVisitOption.FOLLOW_LINKS)) {
        List<Path> found =
            files
                .filter(f -> matcher.matches(f) && Files.isRegularFile(f))
                .sorted(Comparator.comparing(Path::toString, FileGlob::compareNaturally))
                .toList();
        if (!found.isEmpty()) {
          return found;
        }
      } catch (UncheckedIOException failure) {
        throw stopped(glob, failure.getCause());
      } catch (IOException failure) {
        throw stopped(glob, failure);
      }
    }
    throw new InvalidInputException(
        "pattern '" + glob + "' matches no file; check it, and quote it if the shell expands it");
  }

  private static PathMatcher matcher(String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException malformed) {
      throw new InvalidInputException(
          "pattern '"
              + glob
              + "' is malformed: "
              + malformed.getDescription()
              + "; close every [ and {, or write \\[ for the character itself",
          malformed);
    }
  }

  private static InvalidInputException stopped(String glob, IOException failure) {
    String reason =
        switch (failure) {
          case FileSystemLoopException loop ->
              "the link '" + loop.getFile() + "' leads back to a folder above it";
          case FileSystemException unreadable ->
              "the folder '" + unreadable.getFile() + "' cannot be read";
          default -> failure.toString();
        };
    return new InvalidInputException(
        "pattern '" + glob + "' cannot be followed: " + reason + "; name the folders one by one",
        failure);
  }

  /** Compares digit runs by value and everything else by character. */
  static int compareNaturally(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endA = endOfDigits(a, i);
      int endB = endOfDigits(b, j);
      if (endA > i && endB > j) {
        String numberA = a.substring(i, endA).replaceFirst("^0+(?=.)", "");
        String numberB = b.substring(j, endB).replaceFirst("^0+(?=.)", "");
        int order =
            numberA.length() == numberB.length()
                ? numberA.compareTo(numberB)
                : Integer.compare(numberA.length(), numberB.length());
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else if (a.charAt(i) != b.charAt(j)) {
        return Character.compare(a.charAt(i), b.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    int rest = Integer.compare(a.length() - i, b.length() - j);
    return rest != 0 ? rest : a.compareTo(b);
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
