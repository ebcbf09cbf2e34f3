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
  private static final int SCALAR_BLOCK = 8;

  private final int bytes;
  private final int lanes;
  private final RowTransfer transfer;
  private final TransposeKernel transpose;

  StridedPanels(KernelProvider provider, DType dtype) {
    bytes = dtype.bytes();
    transfer = RowTransfer.of(provider, dtype);
    switch (provider) {
      case SIMD -> {
        lanes = GeneratedKernels.VECTOR_BYTES / bytes;
        transpose = GeneratedKernels.transposition(bytes);
      }
      default -> {
        lanes = SCALAR_BLOCK;
        transpose =
            (from, fromRow, to, toRow) ->
                copy(from, bytes, fromRow, to, toRow, SCALAR_BLOCK, SCALAR_BLOCK);
      }
    }
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
    int wholeLines = perTerm == bytes ? lines - lines % lanes : 0;
    int wholeTerms = terms - terms % lanes;
    for (int p = 0; p < wholeTerms; p += lanes) {
      for (int j = 0; j < wholeLines; j += lanes) {
        transpose.run(
            source + p * perTerm + j * perLine,
            perLine,
            destination + p * toTerm + (long) j * bytes,
            toTerm);
      }
    }
    copy(
        source + wholeTerms * perTerm,
        perTerm,
        perLine,
        destination + wholeTerms * toTerm,
        toTerm,
        terms - wholeTerms,
        wholeLines);
    copy(
        source + wholeLines * perLine,
        perTerm,
        perLine,
        destination + (long) wholeLines * bytes,
        toTerm,
        terms,
        lines - wholeLines);
  }

  private void copy(
      long from, long perTerm, long perLine, long to, long toTerm, int terms, int lines) {
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
}
