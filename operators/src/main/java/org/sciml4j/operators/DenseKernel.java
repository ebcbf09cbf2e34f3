package org.sciml4j.operators;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.notation.ShortNumber;

/** The centred box of odd extents around a stencil: its offsets in row-major order, its table. */
final class DenseKernel {
  private DenseKernel() {}

  static void requireExtents(int[] extents, int dims) {
    if (extents.length != dims || Arrays.stream(extents).anyMatch(n -> n < 1 || n % 2 == 0)) {
      throw new InvalidInputException(
          "extents",
          Arrays.toString(extents),
          dims + " odd numbers",
          "give an odd number of points per axis, so that the stencil has a centre");
    }
  }

  static int[][] offsets(int[] extents) {
    int[][] offsets = {{}};
    for (int extent : extents) {
      offsets =
          Arrays.stream(offsets)
              .flatMap(
                  head ->
                      IntStream.rangeClosed(-(extent / 2), extent / 2)
                          .mapToObj(
                              position -> {
                                int[] offset = Arrays.copyOf(head, head.length + 1);
                                offset[head.length] = position;
                                return offset;
                              }))
              .toArray(int[][]::new);
    }
    return offsets;
  }

  static String table(Stencil stencil) {
    int[] extents = stencil.extents();
    int columns = extents[extents.length - 1];
    int rows = extents.length < 2 ? 1 : extents[extents.length - 2];
    String[] cells =
        Arrays.stream(stencil.toDense()).mapToObj(ShortNumber::decimal).toArray(String[]::new);
    int width = Arrays.stream(cells).mapToInt(String::length).max().orElse(1);
    StringBuilder text = new StringBuilder(header(stencil, extents));
    for (int start = 0; start < cells.length; start += columns) {
      if (extents.length == 3 && start % (rows * columns) == 0) {
        text.append("\nplane ").append(start / (rows * columns) - extents[0] / 2);
      }
      text.append('\n');
      for (int column = 0; column < columns; column++) {
        String cell = cells[start + column];
        text.append("  ").append(" ".repeat(width - cell.length())).append(cell);
      }
    }
    return text.toString();
  }

  private static String header(Stencil stencil, int[] extents) {
    String box =
        Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    String spacing =
        Arrays.stream(stencil.spacing())
            .mapToObj(ShortNumber::decimal)
            .collect(Collectors.joining(" x "));
    return "stencil " + box + ", " + stencil.size() + " points, spacing " + spacing;
  }
}
