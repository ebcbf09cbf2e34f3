package org.sciml4j.core.convolution;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The copies of a source axis in which every term of a sum reads neighbouring elements for
 * neighbouring outputs: copy v holds positions {@code starts[v], starts[v] + step, ...}.
 *
 * @param starts first position of each copy
 * @param copyOf the copy each term reads
 * @param shiftOf the place in that copy where each term begins
 * @param reach largest shift
 */
record AxisVariants(int[] starts, int[] copyOf, int[] shiftOf, int reach) {

  /** One copy for each term, which has exactly as many elements as there are outputs. */
  static AxisVariants exact(AxisTaps taps) {
    int[] own = IntStream.range(0, taps.terms()).toArray();
    return new AxisVariants(taps.starts(), own, new int[own.length], 0);
  }

  /** As few copies as the step allows; terms that share one begin at different places. */
  static AxisVariants shared(AxisTaps taps) {
    int step = taps.step();
    int[] starts =
        Arrays.stream(taps.starts()).sorted().filter(start -> isFirst(taps, start)).toArray();
    int[] copyOf = new int[taps.terms()];
    int[] shiftOf = new int[taps.terms()];
    for (int t = 0; t < copyOf.length; t++) {
      int start = taps.starts()[t];
      while ((start - starts[copyOf[t]]) % step != 0) {
        copyOf[t]++;
      }
      shiftOf[t] = (start - starts[copyOf[t]]) / step;
    }
    return new AxisVariants(starts, copyOf, shiftOf, Arrays.stream(shiftOf).max().orElse(0));
  }

  private static boolean isFirst(AxisTaps taps, int start) {
    return Arrays.stream(taps.starts())
        .noneMatch(other -> other < start && (start - other) % taps.step() == 0);
  }

  /** The same copies with room for shifts of another array. */
  AxisVariants reaching(int other) {
    return new AxisVariants(starts, copyOf, shiftOf, other);
  }

  int copies() {
    return starts.length;
  }
}
