package org.sciml4j.core.convolution;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/**
 * One output row of a pool whose windows take two neighbouring columns, side by side, of {@code
 * planes} by {@code rows} rows of the input. Addresses and pitches count bytes.
 */
interface PairPools {
  /** Those of a provider for an element type; null where plain loops do it. */
  static PairPools of(KernelProvider provider, DType dtype) {
    if (provider == KernelProvider.SCALAR) {
      return null;
    }
    return dtype == DType.F32 ? new FloatPairs() : new DoublePairs();
  }

  /** The largest elements. */
  void largest(long x, int planes, long planePitch, int rows, long rowPitch, int columns, long y);

  /** The elements of v where x is first largest. */
  void select(
      long x, long v, int planes, long planePitch, int rows, long rowPitch, int columns, long y);

  /** The elements of g at the places where x is first largest, zero at the others. */
  void scatter(
      long x, long g, int planes, long planePitch, int rows, long rowPitch, int columns, long to);

  /** The sums of the elements times a factor. */
  void sum(
      long x,
      int planes,
      long planePitch,
      int rows,
      long rowPitch,
      int columns,
      double factor,
      long y);

  /** The elements of g times a factor at every place of their windows. */
  void spread(
      long g,
      int planes,
      long planePitch,
      int rows,
      long rowPitch,
      int columns,
      double factor,
      long to);
}
