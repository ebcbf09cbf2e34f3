package org.sciml4j.core.minimize;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * Operations on whole vectors of one length and type, on all threads of a team. Vectors are cut
 * into parts of fixed length whose sums are added in order, so the bits do not depend on the
 * threads. A sum over a vector just computed is taken piece by piece while that is in the cache.
 * Nothing is allocated after construction.
 */
final class FlatVectors implements ThreadTeam.Task {
  private static final int PIECE = 2048;
  private static final int PART = 8 * PIECE;

  private enum Pass {
    DOT,
    MAGNITUDES,
    LARGEST,
    SCALE_AND_DOT,
    ADD_AND_DOT,
    ADD_AND_LARGEST
  }

  private final VectorKernels kernels;
  private final ThreadTeam team;
  private final long size;
  private final int parts;
  private final double[] work;
  private final double[] partial;

  private Pass pass;
  private double factor;
  private MemorySegment x;
  private MemorySegment y;
  private MemorySegment out;
  private MemorySegment z;

  FlatVectors(DType dtype, long size, ThreadTeam team, KernelProvider provider) {
    kernels = VectorKernels.of(dtype, provider);
    this.team = team;
    this.size = size;
    parts = Math.toIntExact(Math.ceilDiv(size, PART));
    work = new double[Math.multiplyExact(parts, VectorKernels.COLUMNS)];
    partial = new double[parts];
  }

  /** {@code x'y}. */
  double dot(MemorySegment x, MemorySegment y) {
    return sum(Pass.DOT, 0, x, null, null, y);
  }

  /** {@code |x|_1}. */
  double magnitudes(MemorySegment x) {
    return sum(Pass.MAGNITUDES, 0, x, null, null, null);
  }

  /** {@code |x|_inf}, NaN if any element is. */
  double largest(MemorySegment x) {
    return maximum(Pass.LARGEST, 0, x, null, null);
  }

  /** Sets {@code out = a x} and returns {@code out'z}; out may be x. */
  double scaleAndDot(double a, MemorySegment x, MemorySegment out, MemorySegment z) {
    return sum(Pass.SCALE_AND_DOT, a, x, null, out, z);
  }

  /** Sets {@code out = x + a y} and returns {@code out'z}; out may be x or y. */
  double addAndDot(MemorySegment x, double a, MemorySegment y, MemorySegment out, MemorySegment z) {
    return sum(Pass.ADD_AND_DOT, a, x, y, out, z);
  }

  /** Sets {@code out = x + a y} and returns {@code |out|_inf}; out may be x or y. */
  double addAndLargest(MemorySegment x, double a, MemorySegment y, MemorySegment out) {
    return maximum(Pass.ADD_AND_LARGEST, a, x, y, out);
  }

  private double sum(
      Pass pass, double a, MemorySegment x, MemorySegment y, MemorySegment out, MemorySegment z) {
    start(pass, a, x, y, out, z);
    double sum = 0;
    for (int part = 0; part < parts; part++) {
      sum += partial[part];
    }
    return sum;
  }

  private double maximum(Pass pass, double a, MemorySegment x, MemorySegment y, MemorySegment out) {
    start(pass, a, x, y, out, null);
    double largest = 0;
    for (int part = 0; part < parts; part++) {
      largest = Math.max(largest, partial[part]);
    }
    return largest;
  }

  private void start(
      Pass pass, double a, MemorySegment x, MemorySegment y, MemorySegment out, MemorySegment z) {
    this.pass = pass;
    factor = a;
    this.x = x;
    this.y = y;
    this.out = out;
    this.z = z;
    team.run(parts, this);
  }

  @Override
  public void run(int part) {
    long end = Math.min(size, (part + 1L) * PART);
    int at = part * VectorKernels.COLUMNS;
    double result = 0;
    for (long from = (long) part * PART; from < end; from += PIECE) {
      int count = (int) Math.min(PIECE, end - from);
      result =
          switch (pass) {
            case DOT -> result + kernels.dot(x, z, from, count, work, at);
            case MAGNITUDES -> result + kernels.magnitudes(x, from, count, work, at);
            case LARGEST -> Math.max(result, kernels.largest(x, from, count, work, at));
            case SCALE_AND_DOT -> {
              kernels.scale(factor, x, out, from, count);
              yield result + kernels.dot(out, z, from, count, work, at);
            }
            case ADD_AND_DOT -> {
              kernels.combine(x, factor, y, out, from, count);
              yield result + kernels.dot(out, z, from, count, work, at);
            }
            case ADD_AND_LARGEST -> {
              kernels.combine(x, factor, y, out, from, count);
              yield Math.max(result, kernels.largest(out, from, count, work, at));
            }
          };
    }
    partial[part] = result;
  }
}
