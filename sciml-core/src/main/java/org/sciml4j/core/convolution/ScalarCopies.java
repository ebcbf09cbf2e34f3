package org.sciml4j.core.convolution;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;

/** Copies of rows by plain loops. */
final class ScalarCopies implements RowCopies {
  private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED;

  @Override
  public void copy(long from, long fromPitch, long to, long toPitch, int rows, long bytes) {
    for (int row = 0; row < rows; row++) {
      for (long at = 0; at < bytes; at += Integer.BYTES) {
        int word = EVERYTHING.get(WORD, from + row * fromPitch + at);
        EVERYTHING.set(WORD, to + row * toPitch + at, word);
      }
    }
  }

  @Override
  public void zero(long to, long toPitch, int rows, long bytes) {
    for (int row = 0; row < rows; row++) {
      for (long at = 0; at < bytes; at += Integer.BYTES) {
        EVERYTHING.set(WORD, to + row * toPitch + at, 0);
      }
    }
  }
}
