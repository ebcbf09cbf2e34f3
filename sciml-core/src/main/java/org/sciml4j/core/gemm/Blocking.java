package org.sciml4j.core.gemm;

/**
 * How a product is cut into tasks, and which factors are rearranged on the way. Follows from the
 * shape and the kernels, never from the number of threads. Cuts of rows and columns change no bits;
 * those of the sum over k do.
 *
 * @param product what the tasks compute: the shape asked for, or that of the transposed product
 * @param swapped whether {@code product} is the transposed one, B^T A^T
 * @param rowsOfTile rows of a register tile
 * @param panels columns cut into panels
 * @param rowBlocks cuts of the rows
 * @param columnBlocks cuts of the panels
 * @param kBlocks cuts of the sum over k
 * @param splits parts of the sum that are computed apart and added in order
 * @param aPacked whether a task copies its block of A together
 * @param b how B is brought into panels
 */
record Blocking(
    GemmShape product,
    boolean swapped,
    int rowsOfTile,
    Panels panels,
    int rowBlocks,
    int columnBlocks,
    int kBlocks,
    int splits,
    boolean aPacked,
    PanelsOfB b) {
  /** How B is brought into panels. */
  enum PanelsOfB {
    /** Not at all: its rows are read where they are. */
    IN_PLACE,
    /** All of it before the product, for all tasks. */
    AHEAD,
    /** Panel by panel, by every task for itself. */
    BY_TASK
  }

  private static final int TERMS_OF_BLOCK = 384;

  /** Terms whose panel of B stays in the second-level cache, where few tiles share it. */
  private static final int TERMS_OF_FEW_TILES = 1024;

  private static final int FEW_TILES = 24;
  private static final int ROWS_OF_BLOCK = 128;
  private static final int MOST_TASKS = 64;
  private static final int MOST_SPLITS = 8;
  private static final int FEW_TASKS = 16;

  /** Terms of a part of the sum that is computed apart. */
  private static final long TERMS_OF_SPLIT = 1024;

  /** Vector operations that take about as long as handing a task to another thread. */
  private static final long WORK_OF_TASK = 8_192;

  /** Bytes that may lie between the terms of a row of A or B before copying them pays. */
  private static final long NEAR = 4096;

  /** Tiles of rows that must use a panel of B before copying it pays. */
  private static final long USES_OF_COPY = 6;

  static Blocking of(GemmShape shape, Operands operands, int lanes, int sums) {
    boolean swapped =
        operands == Operands.MEMORY
            && shape.aRow() == 1
            && shape.n() <= lanes / 2
            && shape.m() >= lanes;
    GemmShape product = swapped ? shape.transposed() : shape;
    Panels panels = Panels.of(product.n(), lanes, Tile.mostVectors(sums));
    int rowsOfTile = Tile.rowsFor(product.m(), panels.mostVectors(), product.k(), sums);
    long rowTiles = Math.ceilDiv(product.m(), rowsOfTile);
    long entries = product.sumsBatch() ? 1 : product.batch();
    long summed = product.sumsBatch() ? product.batch() : 1;
    long work = product.batch() * rowTiles * rowsOfTile * panels.vectors() * product.k();
    long wanted = Math.clamp(work / WORK_OF_TASK, 1, MOST_TASKS);

    boolean keepRows = operands == Operands.PANELS_OF_B;
    boolean keepColumns = operands == Operands.PANELS_OF_A;
    long perEntry = Math.ceilDiv(wanted, Math.max(1, entries));
    long rowBlocks = keepRows ? 1 : Math.ceilDiv(product.m(), ROWS_OF_BLOCK);
    long columnBlocks = 1;
    if (!keepColumns) {
      columnBlocks =
          Math.clamp(
              Math.ceilDiv(perEntry, Math.max(1, rowBlocks)), 1, Math.max(1, panels.count()));
    }
    if (!keepRows && rowBlocks * columnBlocks < perEntry) {
      rowBlocks = Math.max(rowBlocks, Math.ceilDiv(perEntry, columnBlocks));
    }
    rowBlocks = Math.clamp(rowBlocks, 1, Math.max(1, rowTiles));

    boolean aPacked =
        operands == Operands.PANELS_OF_A
            || (product.aColumn() * product.dtype().bytes() > NEAR
                && Math.ceilDiv(panels.count(), columnBlocks) > 1);
    PanelsOfB b = panelsOfB(product, operands, panels, rowTiles, rowBlocks);
    long mostTerms = rowTiles <= FEW_TILES ? TERMS_OF_FEW_TILES : TERMS_OF_BLOCK;
    if (rowTiles <= 1 && !aPacked && b != PanelsOfB.BY_TASK) {
      mostTerms = Integer.MAX_VALUE;
    }
    long kBlocks = product.k() <= mostTerms ? 1 : Math.ceilDiv(product.k(), TERMS_OF_BLOCK);
    long tasks = Math.max(1, entries * rowBlocks * columnBlocks);
    long splits = 1;
    long mostSplits = Math.min(MOST_SPLITS, product.k() * summed / TERMS_OF_SPLIT);
    if (tasks < FEW_TASKS && wanted >= 2 * tasks && mostSplits > 1) {
      splits = Math.min(mostSplits, Math.ceilDiv(Math.min(wanted, FEW_TASKS), tasks));
      kBlocks = Math.max(kBlocks, Math.ceilDiv(splits, summed));
    }
    return new Blocking(
        product,
        swapped,
        rowsOfTile,
        panels,
        Math.toIntExact(rowBlocks),
        Math.toIntExact(columnBlocks),
        Math.toIntExact(kBlocks),
        Math.toIntExact(splits),
        aPacked,
        b);
  }

  private static PanelsOfB panelsOfB(
      GemmShape product, Operands operands, Panels panels, long rowTiles, long rowBlocks) {
    if (operands == Operands.PACKED_B) {
      return PanelsOfB.AHEAD;
    }
    if (operands == Operands.PANELS_OF_B) {
      return PanelsOfB.BY_TASK;
    }
    boolean near = product.bRow() * product.dtype().bytes() <= NEAR;
    boolean whole = product.n() % panels.lanes() == 0;
    if (product.bColumn() == 1 && whole && (near || rowTiles < USES_OF_COPY)) {
      return PanelsOfB.IN_PLACE;
    }
    boolean shared = product.batch() == 1 || product.bBatch() == 0;
    return shared && (rowBlocks > 1 || product.batch() > 1) ? PanelsOfB.AHEAD : PanelsOfB.BY_TASK;
  }

  /** Whether tasks write sums that are added, or transposed, into C afterwards. */
  boolean partial() {
    return splits > 1 || swapped;
  }

  /** Matrices C. */
  int entries() {
    return Math.toIntExact(product.sumsBatch() ? Math.min(1, product.batch()) : product.batch());
  }

  /** Products summed into one C. */
  int summed() {
    return Math.toIntExact(product.sumsBatch() ? product.batch() : 1);
  }

  /** Tasks in all; none where C has no elements. */
  int tasks() {
    return panels.count() == 0 || product.m() == 0
        ? 0
        : Math.multiplyExact(entries() * splits, rowBlocks * columnBlocks);
  }

  /** First row of a block of rows; the number of rows for the block after the last. */
  int rowFrom(int block) {
    long tiles = Math.ceilDiv(product.m(), rowsOfTile);
    return (int) Math.min(product.m(), tiles * block / rowBlocks * rowsOfTile);
  }

  /** First panel of a block of columns. */
  int panelFrom(int block) {
    return (int) ((long) panels.count() * block / columnBlocks);
  }

  /** First term of a block of the sum over k. */
  int termFrom(int block) {
    return (int) (product.k() * block / kBlocks);
  }

  /** Rows of the largest block of rows. */
  long mostRows() {
    return Math.ceilDiv(Math.ceilDiv(product.m(), rowsOfTile), rowBlocks) * (long) rowsOfTile;
  }

  /** Terms of the longest block of the sum over k. */
  long mostTerms() {
    return Math.ceilDiv(product.k(), kBlocks);
  }
}
