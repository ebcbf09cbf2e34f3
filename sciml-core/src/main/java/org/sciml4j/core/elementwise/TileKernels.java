package org.sciml4j.core.elementwise;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/** The loops over tiles of one element type from one provider. */
interface TileKernels {
  /** The kernels of a provider. */
  static TileKernels of(KernelProvider provider, DType dtype) {
    return switch (provider) {
      case SIMD -> dtype == DType.F32 ? new FloatTiles() : new DoubleTiles();
      case SCALAR -> new ScalarTiles(dtype);
    };
  }

  /** Size of the unit in which tiles are computed; a power of two, at most 64. */
  int vectorBytes();

  /**
   * The loop of an operation.
   *
   * @param a whether the first argument is one vector that stands for the whole tile
   * @param b whether the second is
   * @param c whether the third is
   */
  TileLoop loop(TileOp op, boolean a, boolean b, boolean c);

  /** Sets {@code bytes}, any number of elements, to one value. */
  void fill(long to, double value, long bytes);

  /** Copies {@code bytes}, any number of elements below 2^31 bytes. */
  void copy(long to, long from, long bytes);

  /**
   * Adds the sum of each of several rows, one after the other in memory, to an f64 number.
   *
   * @param sums address of the f64 numbers, one for each row
   * @param from address of the first row
   * @param rows number of rows
   * @param length elements in a row
   */
  void addRowSums(long sums, long from, int rows, int length);

  /**
   * Adds elements to f64 numbers: element {@code i} to number {@code i % period}.
   *
   * @param sums address of the f64 numbers
   * @param from address of the first element
   * @param period number of sums
   * @param count number of elements
   * @param spare address of a vector's bytes to work with
   */
  void addColumns(long sums, long from, int period, int count, long spare);

  /** Like {@link #addRowSums}, with the larger in place of the sum. */
  void maximizeRows(long maxima, long from, int rows, int length);

  /** Like {@link #addColumns}, with the larger in place of the sum. */
  void maximizeColumns(long maxima, long from, int period, int count, long spare);
}
