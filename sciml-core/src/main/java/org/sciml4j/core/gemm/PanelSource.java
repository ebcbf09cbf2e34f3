package org.sciml4j.core.gemm;

/**
 * A matrix that a {@link Gemm} does not read from memory but asks for, panel by panel, in the
 * layout its kernels use; a convolution packs panels straight from the image instead of writing its
 * patches to memory first.
 *
 * <p>A panel holds the terms {@code kFrom} to {@code kTo - 1} of the neighbouring lines {@code
 * from} to {@code to - 1}, where lines are columns of B or rows of A. The element of term {@code p}
 * and line {@code j} lies at position {@code (p - kFrom) * width + (j - from)}, counted in elements
 * from {@code destination}. Positions of lines {@code to - from} to {@code width - 1} are set to
 * zero. A panel starts at a multiple of 64 bytes where it holds columns of B.
 */
@FunctionalInterface
public interface PanelSource {
  /**
   * Writes one panel; several threads call at a time, for different panels.
   *
   * @param batch batch entry
   * @param kFrom first term
   * @param kTo the term after the last
   * @param from first line
   * @param to the line after the last, at most {@code from + width}
   * @param width lines in the layout of this panel; panels of one matrix may differ in it
   * @param destination absolute address of the panel
   */
  void pack(long batch, long kFrom, long kTo, long from, long to, long width, long destination);
}
