package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.sciml4j.core.gemm.Blocking.PanelsOfB;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/** Carries out a {@link Blocking}: brings B into panels, computes the tasks, adds their sums. */
final class GemmRun {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final long ALIGNMENT = 64;
  private static final int COMBINED_ROWS = 64;
  private static final int TERMS_OF_BAND = 32;
  private static final long PARALLEL_ELEMENTS = 16_384;

  private final GemmShape shape;
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
  private final long aBlockBytes;
  private final long tileBytes;
  private final RowTransfer transfer;
  private final StridedPanels strided;
  private final ThreadTeam.Task packPart = this::packPart;
  private final ThreadTeam.Task work = this::work;
  private final ThreadTeam.Task combine = this::combine;
  private final AtomicInteger nextTask = new AtomicInteger();

  long a;
  long b;
  PanelSource aPanels;
  PanelSource bPanels;
  private long packed;
  private long c;
  private long scratch;
  private Epilogue epilogue;

  GemmRun(KernelProvider provider, GemmShape shape, Blocking blocking, boolean packsAhead) {
    this.shape = shape;
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
    tasks = blocking.tasks();
    workers = Math.min(tasks, Runtime.getRuntime().availableProcessors());
    partialsAt = packsAhead ? packedBytes() : 0;
    workersAt =
        partialsAt
            + (blocking.partial()
                ? aligned(blocking.entries() * blocking.splits() * product.m() * product.n())
                : 0);
    tileBytes = aligned((long) blocking.rowsOfTile() * panels.mostVectors() * panels.lanes());
    aBlockBytes = blocking.aPacked() ? aligned(blocking.mostTerms() * blocking.mostRows()) : 0;
    workerBytes =
        aBlockBytes
            + (blocking.b() == PanelsOfB.BY_TASK
                ? aligned(blocking.mostTerms() * panels.mostVectors() * panels.lanes())
                : 0)
            + tileBytes;
  }

  private TileKernel kernel(KernelProvider provider, int panel) {
    return switch (provider) {
      case SIMD ->
          GeneratedKernels.tile(
              new Tile(shape.dtype(), blocking.rowsOfTile(), panels.vectorsOf(panel)));
      case SCALAR -> new ScalarTile(shape.dtype(), panels.widthOf(panel));
    };
  }

  private long aligned(long elements) {
    return Math.ceilDiv(elements * bytes, ALIGNMENT) * ALIGNMENT;
  }

  /** Size of all panels of B. */
  long packedBytes() {
    return aligned(matricesB() * product.k() * panels.vectors() * panels.lanes());
  }

  private long matricesB() {
    return product.bBatch() == 0 ? Math.min(1, product.batch()) : product.batch();
  }

  long scratchBytes() {
    return workersAt + workers * workerBytes;
  }

  /** Brings all of B, at address {@code b}, into panels at {@code destination}. */
  void packAhead(ThreadTeam team, long destination) {
    packed = destination;
    int parts = Math.toIntExact(matricesB() * bands());
    if (product.k() * product.n() * matricesB() < PARALLEL_ELEMENTS) {
      for (int part = 0; part < parts; part++) {
        packPart(part);
      }
    } else {
      team.run(parts, packPart);
    }
  }

  private int bands() {
    return Math.ceilDiv((int) product.k(), TERMS_OF_BAND);
  }

  /** A band of neighbouring rows of B: rows, or parts of columns, that are read from end to end. */
  private void packPart(int part) {
    int entry = part / bands();
    int kFrom = part % bands() * TERMS_OF_BAND;
    int kTo = Math.min((int) product.k(), kFrom + TERMS_OF_BAND);
    for (int panel = 0; panel < panels.count(); panel++) {
      long from = packedPanel(entry, panel) + (long) kFrom * panels.widthOf(panel) * bytes;
      packB(entry, panel, kFrom, kTo, from);
    }
  }

  private long packedPanel(int entry, int panel) {
    long before = (long) entry * panels.vectors() * panels.lanes() + panels.from(panel);
    return packed + before * product.k() * bytes;
  }

  private void packB(int entry, int panel, int kFrom, int kTo, long destination) {
    int from = panels.from(panel);
    int to = panels.from(panel + 1);
    int width = panels.widthOf(panel);
    if (bPanels != null) {
      bPanels.pack(entry, kFrom, kTo, from, to, width, destination);
    } else {
      strided.pack(
          b
              + (entry * product.bBatch() + kFrom * product.bRow() + from * product.bColumn())
                  * bytes,
          product.bRow() * bytes,
          product.bColumn() * bytes,
          kTo - kFrom,
          to - from,
          width,
          destination);
    }
  }

  /** Computes C; {@code packedB} are the panels of B where they were made before. */
  void run(ThreadTeam team, long packedB, long toC, long scratchMemory, Epilogue then) {
    packed = packedB;
    c = toC;
    scratch = scratchMemory;
    epilogue = then;
    nextTask.set(0);
    team.run(workers, work);
    if (blocking.partial() && tasks > 0) {
      team.run(Math.toIntExact(combinedBlocks() * blocking.entries()), combine);
    }
    epilogue = null;
    aPanels = null;
    bPanels = null;
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
    boolean partial = blocking.partial();
    long to =
        partial
            ? scratch
                + partialsAt
                + ((long) entry * blocking.splits() + split) * product.m() * product.n() * bytes
            : c + entry * product.cBatch() * bytes;
    long toRow = (partial ? product.n() : product.cRow()) * bytes;
    int blocks = blocking.summed() * blocking.kBlocks();
    int first = (int) ((long) blocks * split / blocking.splits());
    int last = (int) ((long) blocks * (split + 1) / blocking.splits());
    for (int block = first; block < last; block++) {
      computeBlock(
          entry + block / blocking.kBlocks(),
          block % blocking.kBlocks(),
          block > first || (!partial && product.accumulate()),
          rowFrom,
          rowTo,
          panelFrom,
          panelTo,
          to,
          toRow,
          own);
    }
    if (epilogue != null && !partial) {
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
    long tile = own + workerBytes - tileBytes;
    boolean gapless = toRow == (long) bytes * product.n() && blocking.columnBlocks() == 1;
    // The last panel goes first, because the rest of its last vector may cover the next row.
    for (int panel = panelTo - 1; panel >= panelFrom; panel--) {
      long bFrom;
      long bStep = (long) panels.widthOf(panel) * bytes;
      switch (blocking.b()) {
        case IN_PLACE -> {
          bFrom =
              b + (entry * product.bBatch() + kFrom * product.bRow() + panels.from(panel)) * bytes;
          bStep = product.bRow() * bytes;
        }
        case AHEAD -> bFrom = packedPanel(product.bBatch() == 0 ? 0 : entry, panel) + kFrom * bStep;
        default -> {
          bFrom = own + aBlockBytes;
          packB(entry, panel, kFrom, kTo, bFrom);
        }
      }
      TileKernel kernel = kernels[panel];
      int width = panels.from(panel + 1) - panels.from(panel);
      int spilled = panels.from(panel) + panels.widthOf(panel) - (int) product.n();
      long tileRow = (long) panels.widthOf(panel) * bytes;
      long toPanel = to + (long) panels.from(panel) * bytes;
      int rows = blocking.rowsOfTile();
      for (int row = rowFrom; row < rowTo; row += rows) {
        int height = Math.min(rows, rowTo - row);
        long toTile = toPanel + row * toRow;
        boolean byTile = adds || spilled > (gapless ? (rowTo - row - height) * product.n() : 0);
        kernel.run(
            kTo - kFrom,
            height,
            aFrom + (row - rowFrom) * aRow,
            aRow,
            aStep,
            bFrom,
            bStep,
            byTile ? tile : toTile,
            byTile ? tileRow : toRow);
        if (byTile) {
          transfer.rows(tile, tileRow, toTile, toRow, height, width, adds);
        }
      }
    }
  }

  private long combinedBlocks() {
    return Math.ceilDiv(shape.m(), COMBINED_ROWS);
  }

  /** Adds the partial sums of a block of rows in order. */
  private void combine(int part) {
    long entry = part / combinedBlocks();
    long rowFrom = part % combinedBlocks() * COMBINED_ROWS;
    long rowTo = Math.min(shape.m(), rowFrom + COMBINED_ROWS);
    long matrix = shape.m() * shape.n() * bytes;
    long from = scratch + partialsAt + entry * blocking.splits() * matrix;
    long perRow = (blocking.swapped() ? 1 : shape.n()) * bytes;
    long perColumn = (blocking.swapped() ? shape.m() : 1) * bytes;
    for (long row = rowFrom; row < rowTo; row++) {
      long to = c + (entry * shape.cBatch() + row * shape.cRow()) * bytes;
      for (long column = 0; column < shape.n(); column++, to += bytes) {
        long at = from + row * perRow + column * perColumn;
        if (shape.dtype() == DType.F32) {
          float sum = EVERYTHING.get(FLOAT, at);
          for (int split = 1; split < blocking.splits(); split++) {
            sum += EVERYTHING.get(FLOAT, at + split * matrix);
          }
          EVERYTHING.set(FLOAT, to, shape.accumulate() ? EVERYTHING.get(FLOAT, to) + sum : sum);
        } else {
          double sum = EVERYTHING.get(DOUBLE, at);
          for (int split = 1; split < blocking.splits(); split++) {
            sum += EVERYTHING.get(DOUBLE, at + split * matrix);
          }
          EVERYTHING.set(DOUBLE, to, shape.accumulate() ? EVERYTHING.get(DOUBLE, to) + sum : sum);
        }
      }
    }
    if (epilogue != null) {
      epilogue.rows(entry, rowFrom, rowTo, 0, shape.n());
    }
  }
}
