package org.sciml4j.core.gemm;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * Carries out a product of a matrix whose rows are neighbours in memory with a few columns, or of a
 * few rows with the transpose of such a matrix, as scalar products: tiles would leave most lanes of
 * a vector empty, or rearrange a matrix that is used once.
 */
final class DotRun {
  private static final int MOST_COLUMNS = 4;

  /** What adding the lanes of a sum costs, in vectors read. */
  private static final long COST_OF_LANES = 4;

  /** Elements of the matrix read by a task. */
  private static final long ELEMENTS_OF_TASK = 32_768;

  private static final int MOST_TASKS = 64;

  private final GemmShape shape;
  private final boolean swapped;
  private final GemmShape product;
  private final int bytes;
  private final int blocks;
  private final DotKernel kernel;
  private final StridedPanels strided;
  private final ThreadTeam.Task task = this::compute;

  private long a;
  private long b;
  private long bColumn;
  private long bBatch;
  private long c;
  private Epilogue epilogue;

  private DotRun(KernelProvider provider, GemmShape shape, boolean swapped) {
    this.shape = shape;
    this.swapped = swapped;
    product = swapped ? shape.transposed() : shape;
    bytes = shape.dtype().bytes();
    blocks =
        (int)
            Math.min(
                Math.clamp(product.m() * product.k() / ELEMENTS_OF_TASK, 1, MOST_TASKS),
                Math.ceilDiv(product.m(), DotKernel.ROWS));
    kernel = DotKernel.of(provider, shape.dtype());
    strided = new StridedPanels(provider, shape.dtype());
  }

  /** The run of a shape for which scalar products are faster than tiles, null for others. */
  static DotRun of(KernelProvider provider, GemmShape shape, int lanes) {
    if (shape.sumsBatch() && shape.batch() != 1) {
      return null;
    }
    long vectors = shape.k() / lanes + COST_OF_LANES;
    if (suits(shape) && 2 * shape.n() * vectors < shape.k()) {
      return new DotRun(provider, shape, false);
    }
    return suits(shape.transposed()) && shape.k() >= lanes
        ? new DotRun(provider, shape, true)
        : null;
  }

  private static boolean suits(GemmShape product) {
    return product.aColumn() == 1
        && product.m() > 0
        && product.n() > 0
        && product.n() <= MOST_COLUMNS;
  }

  private boolean inPlace() {
    return product.bRow() == 1;
  }

  long scratchBytes() {
    long matrices = product.bBatch() == 0 ? 1 : product.batch();
    return inPlace() ? 0 : matrices * product.n() * product.k() * bytes;
  }

  void run(ThreadTeam team, long fromA, long fromB, long toC, long scratch, Epilogue then) {
    a = swapped ? fromB : fromA;
    b = swapped ? fromA : fromB;
    c = toC;
    epilogue = then;
    bColumn = product.bColumn() * bytes;
    bBatch = product.bBatch() * bytes;
    if (!inPlace()) {
      gatherColumns(scratch);
    }
    team.run(Math.toIntExact(product.batch() * blocks), task);
    epilogue = null;
  }

  private void gatherColumns(long scratch) {
    int n = (int) product.n();
    int k = (int) product.k();
    long matrix = (long) n * k * bytes;
    for (long entry = 0; entry < (bBatch == 0 ? 1 : product.batch()); entry++) {
      long to = scratch + entry * matrix;
      strided.pack(b + entry * bBatch, bColumn, product.bRow() * bytes, n, k, k, to);
    }
    b = scratch;
    bColumn = (long) k * bytes;
    bBatch = bBatch == 0 ? 0 : matrix;
  }

  private void compute(int part) {
    long entry = part / blocks;
    long from = product.m() * (part % blocks) / blocks;
    long to = product.m() * (part % blocks + 1) / blocks;
    long aRow = product.aRow() * bytes;
    long aEntry = a + entry * product.aBatch() * bytes;
    long bEntry = b + entry * bBatch;
    long cEntry = c + entry * shape.cBatch() * bytes;
    long cRow = (swapped ? 1 : shape.cRow()) * bytes;
    long cColumn = (swapped ? shape.cRow() : 1) * bytes;
    int k = (int) product.k();
    boolean adds = shape.accumulate();
    for (long row = from; row < to; row += DotKernel.ROWS) {
      int rows = (int) Math.min(DotKernel.ROWS, to - row);
      for (long column = 0; column < product.n(); column++) {
        long target = cEntry + row * cRow + column * cColumn;
        long line = bEntry + column * bColumn;
        kernel.run(k, rows, aEntry + row * aRow, aRow, line, target, cRow, adds);
      }
    }
    if (epilogue == null) {
      return;
    }
    if (swapped) {
      epilogue.rows(entry, 0, shape.m(), from, to);
    } else {
      epilogue.rows(entry, from, to, 0, shape.n());
    }
  }
}
