package org.sciml4j.core.convolution;

import java.util.stream.IntStream;
import org.sciml4j.core.tensor.DType;

/**
 * Lines of elements gathered from lines of a source, a table naming each element's place: runs of
 * neighbours and of zeros are copied at once, single elements one by one.
 */
final class Line {
  private final RowCopies copies;
  private final Elements elements;
  private final long bytes;
  private final int[] from;
  private final int[] length;
  private final int[] source;

  /**
   * Plans the copy.
   *
   * @param sources for each element its place in the source, -1 for a zero
   */
  Line(RowCopies copies, DType dtype, int[] sources) {
    this.copies = copies;
    elements = new Elements(dtype);
    bytes = dtype.bytes();
    from = IntStream.range(0, sources.length).filter(x -> isFirst(sources, x)).toArray();
    length = new int[from.length];
    source = new int[from.length];
    for (int run = 0; run < from.length; run++) {
      length[run] = (run + 1 < from.length ? from[run + 1] : sources.length) - from[run];
      source[run] = sources[from[run]];
    }
  }

  private static boolean isFirst(int[] sources, int x) {
    if (x == 0) {
      return true;
    }
    int step = sources[x] < 0 ? 0 : 1;
    return sources[x - 1] < 0 ? step == 1 : sources[x] != sources[x - 1] + step || step == 0;
  }

  /** Copies {@code count} lines; addresses and pitches count bytes. */
  void copy(long line, long linePitch, long target, long targetPitch, int count) {
    for (int run = 0; run < from.length; run++) {
      long to = target + bytes * from[run];
      long at = line + bytes * source[run];
      if (source[run] < 0) {
        copies.zero(to, targetPitch, count, bytes * length[run]);
      } else if (length[run] > 1) {
        copies.copy(at, linePitch, to, targetPitch, count, bytes * length[run]);
      } else {
        for (int n = 0; n < count; n++) {
          elements.set(to + n * targetPitch, 0, elements.get(at + n * linePitch, 0));
        }
      }
    }
  }
}
