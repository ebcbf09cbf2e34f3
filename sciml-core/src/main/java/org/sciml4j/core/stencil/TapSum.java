package org.sciml4j.core.stencil;

/**
 * What a {@link RowKernel} computes: {@code sum_k weights[k] u[base + offsets[k] + ...]} over the
 * first {@code taps} entries, written to {@code out} from {@code dst} on; with {@code step}, {@code
 * a u[centre + ...] + b sum} instead. Each part of a sweep fills its own over and over, so that
 * applying a stencil allocates nothing.
 */
final class TapSum {
  Object u;
  long base;
  long[] offsets;
  double[] weights;
  int taps;
  Object out;
  long dst;
  boolean step;
  double a;
  long centre;
  double b;
}
