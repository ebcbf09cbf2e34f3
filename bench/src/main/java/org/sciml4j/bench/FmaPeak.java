package org.sciml4j.bench;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * Fused multiply-adds on registers alone, on all threads: the most floating-point operations the
 * kernels in force could do.
 */
final class FmaPeak implements AutoCloseable {
  private static final long ROUNDS = 100_000;
  private static final long CHAINS = 12;
  private static final int APART = 16;

  private final ThreadTeam team;
  private final DType dtype;
  private final boolean simd = KernelProvider.selected() == KernelProvider.SIMD;
  private final double[] results;
  private final ThreadTeam.Task task = this::chains;

  FmaPeak(DType dtype, int threads) {
    this.dtype = dtype;
    team = ThreadTeam.of(threads);
    results = new double[APART * threads];
  }

  void run() {
    team.run(team.threads(), task);
  }

  private void chains(int part) {
    results[APART * part] =
        !simd
            ? ScalarFma.run(ROUNDS)
            : dtype == DType.F32 ? VectorFma.floats(ROUNDS) : VectorFma.doubles(ROUNDS);
  }

  /** Floating-point operations of one call. */
  double flops() {
    int lanes = !simd ? 1 : dtype == DType.F32 ? VectorFma.floatLanes() : VectorFma.doubleLanes();
    return 2.0 * ROUNDS * CHAINS * lanes * team.threads();
  }

  @Override
  public void close() {
    team.close();
  }
}
