package org.sciml4j.core.elementwise;

/**
 * One pass over a tile.
 *
 * @param op what it computes
 * @param a first argument, numbered as in {@link Step}
 * @param b second argument, or the first again where there is none
 * @param c third argument, or the first again where there is none
 */
record TileStep(TileOp op, int a, int b, int c) {
  boolean takes(int argument) {
    return a == argument || b == argument || c == argument;
  }
}
