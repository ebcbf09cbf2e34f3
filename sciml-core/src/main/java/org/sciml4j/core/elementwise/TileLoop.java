package org.sciml4j.core.elementwise;

/**
 * One {@link TileOp} over tiles of a whole number of vectors. Arguments that the operation does not
 * take are ignored; the result may be the tile of an argument.
 */
@FunctionalInterface
interface TileLoop {
  /**
   * Computes one tile.
   *
   * @param to address of the result
   * @param a address of the first argument
   * @param bytes size of the result, a multiple of {@link TileKernels#vectorBytes()}
   */
  void run(long to, long a, long b, long c, int bytes);
}
