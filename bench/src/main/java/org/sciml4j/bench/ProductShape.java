package org.sciml4j.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;

/**
 * The matrix product of an m by k and a k by n matrix.
 *
 * @param m rows of the result
 * @param n columns of the result
 * @param k length of the sums
 */
public record ProductShape(long m, long n, long k) {
  private static final Pattern TEXT =
      Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})x([1-9]\\d{0,5})");

  /** Products that the training steps consist of. */
  public static final List<ProductShape> OF_NETWORKS =
      Stream.of(
              "1024x64x128",
              "1024x32x64",
              "1024x128x64",
              "1024x3x32",
              "128x64x1024",
              "32x1024x256",
              "32x256x1024",
              "1920x1024x256",
              "256x1024x1920",
              "64x64x576",
              "64x576x64",
              "64x121x288",
              "64x9x576")
          .map(ProductShape::parse)
          .toList();

  /**
   * Reads {@code MxNxK}, for example {@code 1024x128x64}.
   *
   * @throws InvalidInputException if it is anything else
   */
  public static ProductShape parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInputException(
          "shape", "'" + text + "'", "MxNxK", "write for example 1024x128x64");
    }
    return new ProductShape(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)));
  }

  /** Multiplications and additions. */
  long flops() {
    return 2 * m * n * k;
  }
}
