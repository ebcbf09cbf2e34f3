package org.sciml4j.core.gemm;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * Carries out a product of a few rows with a matrix whose rows are neighbours in memory, as sums of
 * multiples of its rows: they are read once from end to end, where tiles would walk down columns or
 * need a copy that is used once.
 */
final class AxpyRun {
  private static final int MOST_ROWS = 2;

  /** Rows for which this is faster than tiles even where those need no copy. */
  private static final int FEW_ROWS = 1;

  private static final long ELEMENTS_OF_TASK = 32_768;
  private static final int LEAST_COLUMNS = 512;
  private static final int MOST_TASKS = 64;

  private final GemmShape shape;
  private final int bytes;
  private final int blocks;
  private final AxpyKernel kernel;
  private final ThreadTeam.Task task = this::compute;

  private long a;
  private long b;
  private long c;
  private Epilogue epilogue;

  private AxpyRun(KernelProvider provider, GemmShape shape) {
    this.shape = shape;
    bytes = shape.dtype().bytes();
    blocks =
        (int)
            Math.min(
                Math.clamp(shape.m() * shape.n() * shape.k() / ELEMENTS_OF_TASK, 1, MOST_TASKS),
                Math.ceilDiv(shape.n(), LEAST_COLUMNS));
    kernel = AxpyKernel.of(provider, shape.dtype());
  }

  /** The run of a shape for which sums of rows are faster than tiles, null for others. */
  static AxpyRun of(KernelProvider provider, GemmShape shape, int lanes) {
    boolean one = !shape.sumsBatch() || shape.batch() == 1;
    boolean some = shape.m() > 0 && shape.n() >= lanes / 2 && shape.k() > 0;
    boolean copied = shape.n() % lanes != 0;
    boolean thin = shape.m() <= (copied ? MOST_ROWS : FEW_ROWS);
    return one && some && thin && shape.bColumn() == 1 ? new AxpyRun(provider, shape) : null;
  }

  void run(ThreadTeam team, long fromA, long fromB, long toC, Epilogue then) {
    a = fromA;
    b = fromB;
    c = toC;
    epilogue = then;
    team.run(Math.toIntExact(shape.batch() * blocks), task);
    epilogue = null;
  }

  private void compute(int part) {
    int entry = part / blocks;
    int block = part % blocks;
    long from = shape.n() * block / blocks;
    long to = shape.n() * (block + 1) / blocks;
    int k = (int) shape.k();
    long xStep = shape.aColumn() * bytes;
    long bRow = shape.bRow() * bytes;
    for (int p = 0; p < k; p += AxpyKernel.TERMS) {
      int terms = Math.min(AxpyKernel.TERMS, k - p);
      boolean adds = p > 0 || shape.accumulate();
      long rows = b + (entry * shape.bBatch() + p * shape.bRow() + from) * bytes;
      for (long row = 0; row < shape.m(); row++) {
        long x = a + (entry * shape.aBatch() + row * shape.aRow()) * bytes + p * xStep;
        long y = c + (entry * shape.cBatch() + row * shape.cRow() + from) * bytes;
        kernel.run((int) (to - from), terms, adds, x, xStep, rows, bRow, y);
      }
    }
    if (epilogue != null) {
      epilogue.rows(entry, 0, shape.m(), from, to);
    }
  }
}
