package org.sciml4j.core.gemm;

import java.util.concurrent.atomic.AtomicInteger;
import org.sciml4j.core.gemm.Blocking.PanelsOfB;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * Carries out a {@link Blocking}. As many workers as there are processors take one task after the
 * other; each has working memory of its own. Which worker runs a task changes no bits.
 */
final class GemmRun {
  private static final long ALIGNMENT = 64;

  private final Blocking blocking;
  private final GemmShape product;
  private final Panels panels;
  private final TileKernel[] kernels;
  private final int bytes;
  private final int tasks;
  private final int workers;
  private final long partialsAt;
  private final long workersAt;
  private final long workerBytes;
  private final long panelAt;
  private final long tileAt;
  private final RowTransfer transfer;
  private final StridedPanels strided;
  private final PackedB packedB;
  private final PartialSums partials;
  private final ThreadTeam.Task work = this::work;
  private final AtomicInteger nextTask = new AtomicInteger();

  private long a;
  private PanelSource aPanels;
  private long c;
  private long scratch;
  private Epilogue epilogue;

  GemmRun(KernelProvider provider, GemmShape shape, Blocking blocking, boolean packsAhead) {
    this.blocking = blocking;
    product = blocking.product();
    panels = blocking.panels();
    bytes = shape.dtype().bytes();
    kernels = new TileKernel[panels.count()];
    for (int panel = 0; panel < kernels.length; panel++) {
      kernels[panel] = kernel(provider, panel);
    }
    strided = new StridedPanels(provider, shape.dtype());
    transfer = RowTransfer.of(provider, shape.dtype());
    packedB = new PackedB(provider, product, panels);
    partials = blocking.partial() ? new PartialSums(shape, blocking) : null;
    tasks = blocking.tasks();
    workers = Math.min(tasks, Runtime.getRuntime().availableProcessors());
    long panelElements = (long) panels.mostVectors() * panels.lanes();
    boolean byTask = blocking.b() == PanelsOfB.BY_TASK;
    partialsAt = packsAhead ? aligned(packedB.bytes()) : 0;
    workersAt = partialsAt + (partials == null ? 0 : aligned(partials.bytes()));
    panelAt = blocking.aPacked() ? aligned(blocking.mostTerms() * blocking.mostRows() * bytes) : 0;
    tileAt = panelAt + (byTask ? aligned(blocking.mostTerms() * panelElements * bytes) : 0);
    workerBytes = tileAt + aligned(blocking.rowsOfTile() * panelElements * bytes);
  }

  private TileKernel kernel(KernelProvider provider, int panel) {
    return switch (provider) {
      case SIMD ->
          GeneratedKernels.tile(
              new Tile(product.dtype(), blocking.rowsOfTile(), panels.vectorsOf(panel)));
      case SCALAR -> new ScalarTile(product.dtype(), panels.widthOf(panel));
    };
  }

  private static long aligned(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }

  /** Size of the working memory. */
  long scratchBytes() {
    return workersAt + workers * workerBytes;
  }

  /** B, to be supplied before a run. */
  PackedB packedB() {
    return packedB;
  }

  /** Computes C from A at {@code fromA}, or from panels of A unless null. */
  void run(
      ThreadTeam team, long fromA, PanelSource fromPanels, long toC, long memory, Epilogue then) {
    a = fromA;
    aPanels = fromPanels;
    c = toC;
    scratch = memory;
    epilogue = then;
    nextTask.set(0);
    team.run(workers, work);
    if (partials != null && tasks > 0) {
      partials.add(team, scratch + partialsAt, c, epilogue);
    }
    epilogue = null;
    aPanels = null;
  }

  private void work(int worker) {
    long own = scratch + workersAt + worker * workerBytes;
    for (int task = nextTask.getAndIncrement(); task < tasks; task = nextTask.getAndIncrement()) {
      computeTask(task, own);
    }
  }

  private void computeTask(int task, long own) {
    int columnBlock = task % blocking.columnBlocks();
    int rest = task / blocking.columnBlocks();
    int rowBlock = rest % blocking.rowBlocks();
    rest /= blocking.rowBlocks();
    int split = rest % blocking.splits();
    int entry = rest / blocking.splits();
    int rowFrom = blocking.rowFrom(rowBlock);
    int rowTo = blocking.rowFrom(rowBlock + 1);
    int panelFrom = blocking.panelFrom(columnBlock);
    int panelTo = blocking.panelFrom(columnBlock + 1);
    boolean whole = partials == null;
    long to =
        whole
            ? c + entry * product.cBatch() * bytes
            : scratch + partialsAt + partials.at(entry, split);
    long toRow = (whole ? product.cRow() : product.n()) * bytes;
    int blocks = blocking.summed() * blocking.kBlocks();
    int first = (int) ((long) blocks * split / blocking.splits());
    int last = (int) ((long) blocks * (split + 1) / blocking.splits());
    for (int block = first; block < last; block++) {
      computeBlock(
          entry + block / blocking.kBlocks(),
          block % blocking.kBlocks(),
          block > first || (whole && product.accumulate()),
          rowFrom,
          rowTo,
          panelFrom,
          panelTo,
          to,
          toRow,
          own);
    }
    if (epilogue != null && whole) {
      epilogue.rows(entry, rowFrom, rowTo, panels.from(panelFrom), panels.from(panelTo));
    }
  }

  private void computeBlock(
      int entry,
      int kBlock,
      boolean adds,
      int rowFrom,
      int rowTo,
      int panelFrom,
      int panelTo,
      long to,
      long toRow,
      long own) {
    int kFrom = blocking.termFrom(kBlock);
    int kTo = blocking.termFrom(kBlock + 1);
    long aFrom =
        a
            + (entry * product.aBatch() + rowFrom * product.aRow() + kFrom * product.aColumn())
                * bytes;
    long aRow = product.aRow() * bytes;
    long aStep = product.aColumn() * bytes;
    if (blocking.aPacked()) {
      int width = (int) blocking.mostRows();
      if (aPanels != null) {
        aPanels.pack(entry, kFrom, kTo, rowFrom, rowTo, width, own);
      } else {
        strided.pack(aFrom, aStep, aRow, kTo - kFrom, rowTo - rowFrom, width, own);
      }
      aFrom = own;
      aRow = bytes;
      aStep = (long) width * bytes;
    }
    // The last panel goes first, because the rest of its last vector may cover the next row.
    for (int panel = panelTo - 1; panel >= panelFrom; panel--) {
      boolean inPlace = blocking.b() == PanelsOfB.IN_PLACE;
      long bFrom = panel(entry, panel, kFrom, kTo, own);
      long bStep = (inPlace ? product.bRow() : panels.widthOf(panel)) * bytes;
      computePanel(
          panel,
          kTo - kFrom,
          adds,
          rowFrom,
          rowTo,
          aFrom,
          aRow,
          aStep,
          bFrom,
          bStep,
          to,
          toRow,
          own);
    }
  }

  /** Address of some terms of a panel of B, which a task may have to make first. */
  private long panel(int entry, int panel, int kFrom, int kTo, long own) {
    return switch (blocking.b()) {
      case IN_PLACE -> packedB.element(entry, kFrom, panels.from(panel));
      case AHEAD -> packedB.panelAhead(entry, panel, kFrom);
      case BY_TASK -> {
        packedB.pack(entry, panel, kFrom, kTo, own + panelAt);
        yield own + panelAt;
      }
    };
  }

  private void computePanel(
      int panel,
      int terms,
      boolean adds,
      int rowFrom,
      int rowTo,
      long aFrom,
      long aRow,
      long aStep,
      long bFrom,
      long bStep,
      long to,
      long toRow,
      long own) {
    TileKernel kernel = kernels[panel];
    int width = panels.from(panel + 1) - panels.from(panel);
    int excess = panels.widthOf(panel) - width;
    boolean gapless = toRow == product.n() * bytes && blocking.columnBlocks() == 1;
    long tile = own + tileAt;
    long tileRow = (long) panels.widthOf(panel) * bytes;
    long toPanel = to + (long) panels.from(panel) * bytes;
    int rows = blocking.rowsOfTile();
    for (int row = rowFrom; row < rowTo; row += rows) {
      int height = Math.min(rows, rowTo - row);
      long toTile = toPanel + row * toRow;
      long coveredLater = gapless ? (rowTo - row - height) * product.n() : 0;
      boolean detour = adds || excess > coveredLater;
      kernel.run(
          terms,
          height,
          aFrom + (row - rowFrom) * aRow,
          aRow,
          aStep,
          bFrom,
          bStep,
          detour ? tile : toTile,
          detour ? tileRow : toRow);
      if (detour) {
        transfer.rows(tile, tileRow, toTile, toRow, height, width, adds);
      }
    }
  }
}
