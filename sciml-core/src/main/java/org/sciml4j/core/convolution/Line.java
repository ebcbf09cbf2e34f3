package org.sciml4j.core.convolution;

import java.util.stream.IntStream;
import org.sciml4j.core.tensor.DType;

/**
 * Lines of elements gathered from lines of a source, a table naming each element's place: the
 * longest run of neighbours is copied at once, what stands beside it one by one.
 */
final class Line {
  private final RowCopies copies;
  private final Elements elements;
  private final long bytes;
  private final int from;
  private final int length;
  private final int source;
  private final int[] edges;
  private final int[] edgeSources;

  /**
   * Plans the copy.
   *
   * @param sources for each element its place in the source, -1 for a zero
   */
  Line(RowCopies copies, DType dtype, int[] sources) {
    this.copies = copies;
    elements = new Elements(dtype);
    bytes = dtype.bytes();
    int longest = 0;
    int begin = 0;
    for (int x = 0; x < sources.length; x++) {
      int end = x;
      while (end < sources.length && sources[x] >= 0 && sources[end] == sources[x] + end - x) {
        end++;
      }
      if (end - x > longest) {
        begin = x;
        longest = end - x;
      }
    }
    int last = begin + longest;
    from = begin;
    length = longest;
    source = longest == 0 ? 0 : sources[begin];
    edges = IntStream.range(0, sources.length).filter(x -> x < from || x >= last).toArray();
    edgeSources = IntStream.of(edges).map(x -> sources[x]).toArray();
  }

  /** Copies {@code count} lines; addresses and pitches count bytes. */
  void copy(long line, long linePitch, long target, long targetPitch, int count) {
    if (length > 0) {
      copies.copy(
          line + bytes * source,
          linePitch,
          target + bytes * from,
          targetPitch,
          count,
          bytes * length);
    }
    for (int e = 0; e < edges.length; e++) {
      int at = edgeSources[e];
      long edge = target + bytes * edges[e];
      for (int n = 0; n < count; n++) {
        elements.set(
            edge + n * targetPitch, 0, at < 0 ? 0 : elements.get(line + n * linePitch, at));
      }
    }
  }
}
