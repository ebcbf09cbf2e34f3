package org.sciml4j.core.elementwise;

/** Arithmetic at the points of a line, all of it in registers. */
interface PointLoop {
  /**
   * Computes a line.
   *
   * @param at address of the line behind each slot
   * @param points of the line, at least one vector
   */
  void run(long[] at, int points);
}
