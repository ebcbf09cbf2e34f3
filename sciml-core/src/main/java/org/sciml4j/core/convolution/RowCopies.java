package org.sciml4j.core.convolution;

/** Moves rows of contiguous elements between native arrays. Pitches and addresses count bytes. */
interface RowCopies {
  /** Copies {@code rows} rows of {@code bytes} each, a multiple of four. */
  void copy(long from, long fromPitch, long to, long toPitch, int rows, long bytes);

  /** Sets {@code rows} rows of {@code bytes} each, a multiple of four, to zero. */
  void zero(long to, long toPitch, int rows, long bytes);
}
