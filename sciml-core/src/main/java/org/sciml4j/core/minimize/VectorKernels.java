package org.sciml4j.core.minimize;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/**
 * Vector operations on a range of elements of native memory. Sums are taken in double precision
 * over {@link #COLUMNS} interleaved columns of four partial sums each, whatever the width of the
 * machine's vectors, so every implementation gives the same bits.
 */
sealed interface VectorKernels
    permits SimdDoubleKernels, SimdFloatKernels, ScalarDoubleKernels, ScalarFloatKernels {
  /** Columns of a sum; also the number of doubles of working space that a sum needs. */
  int COLUMNS = 8;

  /** Elements after which the pattern of a sum repeats. */
  int STRIDE = 4 * COLUMNS;

  /** The sum of {@code x[i] y[i]}; {@code work[at]} and the seven after it are overwritten. */
  double dot(MemorySegment x, MemorySegment y, long from, int count, double[] work, int at);

  /** The sum of {@code |x[i]|}; {@code work[at]} and the seven after it are overwritten. */
  double magnitudes(MemorySegment x, long from, int count, double[] work, int at);

  /** The largest {@code |x[i]|}, NaN if any is; {@code work} as in a sum. */
  double largest(MemorySegment x, long from, int count, double[] work, int at);

  /** {@code out[i] = x[i] + a y[i]}, rounded once; out may be x or y. */
  void combine(MemorySegment x, double a, MemorySegment y, MemorySegment out, long from, int count);

  /** {@code out[i] = a x[i]}; out may be x. */
  void scale(double a, MemorySegment x, MemorySegment out, long from, int count);

  /** The kernels of one provider for one type. */
  static VectorKernels of(DType dtype, KernelProvider provider) {
    return switch (provider) {
      case SIMD ->
          dtype == DType.F64
              ? new SimdDoubleKernels(new ScalarDoubleKernels())
              : new SimdFloatKernels(new ScalarFloatKernels());
      case SCALAR -> dtype == DType.F64 ? new ScalarDoubleKernels() : new ScalarFloatKernels();
    };
  }

  /** The columns added in pairs. */
  static double sumOfColumns(double[] work, int at) {
    return ((work[at] + work[at + 4]) + (work[at + 2] + work[at + 6]))
        + ((work[at + 1] + work[at + 5]) + (work[at + 3] + work[at + 7]));
  }

  /** The largest of the columns, NaN if any is. */
  static double largestOfColumns(double[] work, int at) {
    double largest = work[at];
    for (int i = 1; i < COLUMNS; i++) {
      largest = Math.max(largest, work[at + i]);
    }
    return largest;
  }
}
