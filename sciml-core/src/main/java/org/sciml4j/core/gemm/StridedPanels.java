package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/**
 * Brings a matrix in memory into the panels described in {@link PanelSource}, except that what is
 * beyond the last line stays as it was: it only enters sums that nobody keeps.
 */
final class StridedPanels {
  private static final ValueLayout.OfInt FOUR = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong EIGHT = ValueLayout.JAVA_LONG_UNALIGNED;

  /** Lines read side by side: more would compete for a set of the cache where strides are even. */
  private static final int LINES = 8;

  /** Terms after which the next lines follow, while the panel written is in cache. */
  private static final int TERMS = 64;

  private final int bytes;
  private final RowTransfer transfer;

  StridedPanels(KernelProvider provider, DType dtype) {
    bytes = dtype.bytes();
    transfer = RowTransfer.of(provider, dtype);
  }

  /**
   * Writes one panel.
   *
   * @param source address of the first term of the first line
   * @param perTerm distance of terms in bytes
   * @param perLine distance of lines in bytes
   */
  void pack(
      long source, long perTerm, long perLine, int terms, int lines, int width, long destination) {
    long toTerm = (long) width * bytes;
    if (perLine == bytes) {
      transfer.rows(source, perTerm, destination, toTerm, terms, lines, false);
      return;
    }
    for (int p = 0; p < terms; p += TERMS) {
      int count = Math.min(TERMS, terms - p);
      for (int j = 0; j < lines; j += LINES) {
        long from = source + p * perTerm + j * perLine;
        long to = destination + p * toTerm + (long) j * bytes;
        transpose(from, perTerm, perLine, to, toTerm, count, Math.min(LINES, lines - j));
      }
    }
  }

  private void transpose(
      long from, long perTerm, long perLine, long to, long toTerm, int terms, int lines) {
    if (bytes == Float.BYTES && lines == LINES) {
      eightLines(from, perTerm, perLine, to, toTerm, terms);
      return;
    }
    for (int p = 0; p < terms; p++) {
      for (int j = 0; j < lines; j++) {
        long source = from + p * perTerm + j * perLine;
        long target = to + p * toTerm + (long) j * bytes;
        if (bytes == Float.BYTES) {
          EVERYTHING.set(FOUR, target, EVERYTHING.get(FOUR, source));
        } else {
          EVERYTHING.set(EIGHT, target, EVERYTHING.get(EIGHT, source));
        }
      }
    }
  }

  private static void eightLines(
      long from, long perTerm, long perLine, long to, long toTerm, int terms) {
    for (int p = 0; p < terms; p++) {
      long source = from + p * perTerm;
      long target = to + p * toTerm;
      for (int j = 0; j < LINES; j++) {
        EVERYTHING.set(FOUR, target + j * 4L, EVERYTHING.get(FOUR, source + j * perLine));
      }
    }
  }
}
