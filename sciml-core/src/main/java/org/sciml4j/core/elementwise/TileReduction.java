package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.Memory.getDouble;
import static org.sciml4j.core.elementwise.Memory.setDouble;

import java.util.stream.IntStream;

/**
 * The reduction of one tile after the other into f64 sums (or maxima). In a tile either every row
 * gives one sum, or every column does. Columns narrower than a vector are reduced several rows at a
 * time, into that many times more sums.
 */
final class TileReduction {
  private static final long WIDE = 64;
  private static final long SPARE = 64;

  private final TilePlan plan;
  private final boolean adds;
  private final double neutral;
  private final boolean[] reduced;
  private final boolean columns;
  private final long width;
  private final long period;
  private final long sumCount;
  private final long tilesPerBlock;
  private final long blocks;

  TileReduction(TilePlan plan, Reduction.Kind kind) {
    this.plan = plan;
    adds = kind == Reduction.Kind.SUM;
    neutral = adds ? 0 : Double.NEGATIVE_INFINITY;
    reduced = plan.form.marked();
    long[] sizes = plan.box.sizes();
    int innermost = sizes.length - 1;
    while (innermost > 0 && sizes[innermost] == 1) {
      innermost--;
    }
    columns = sizes[innermost] > 1 && !reduced[innermost];
    long keptInTile = 1;
    long tiles = 1;
    long keptTiles = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      keptInTile *= reduced[axis] ? 1 : sizes[axis];
      tiles *= reduced[axis] ? plan.grid[axis] : 1;
      keptTiles *= reduced[axis] ? 1 : plan.grid[axis];
    }
    width = keptInTile;
    boolean alone = plan.box.count() == keptInTile;
    int lanes = plan.kernels.vectorBytes() / plan.bytes;
    period = !columns || alone || width >= WIDE || width % lanes == 0 ? width : width * lanes;
    sumCount = period;
    tilesPerBlock = tiles;
    blocks = keptTiles;
  }

  /** The order of axes in which the tiles of one block of results follow each other. */
  int[] order() {
    return IntStream.concat(
            IntStream.range(0, reduced.length).filter(axis -> !reduced[axis]),
            IntStream.range(0, reduced.length).filter(axis -> reduced[axis]))
        .toArray();
  }

  /** Number of blocks of results; a tile works on one of them. */
  long blocks() {
    return blocks;
  }

  /** Number of tiles that are reduced into one block of results. */
  long tilesPerBlock() {
    return tilesPerBlock;
  }

  /** Memory for the sums of a block, and behind them for one vector. */
  long sumBytes() {
    return Math.ceilDiv(sumCount * 8, SPARE) * SPARE + SPARE;
  }

  /** About how long the reduction of a whole tile takes, in ns. */
  double tileCost() {
    return plan.box.count() * plan.bytes / 128.0 + (columns ? 0 : 10 * width);
  }

  void clear(long sums) {
    for (long i = 0; i < sumCount; i++) {
      setDouble(sums + 8 * i, neutral);
    }
  }

  /** Adds a worker's tile. */
  void add(TileWorker worker, long sums) {
    long from = worker.numbers(plan.reduced());
    int count = worker.count();
    if (columns) {
      int columns = (int) (period == width ? keptNow(worker) : period);
      long spare = sums + sumBytes() - SPARE;
      if (adds) {
        plan.kernels.addColumns(sums, from, columns, count, spare);
      } else {
        plan.kernels.maximizeColumns(sums, from, columns, count, spare);
      }
    } else {
      int rows = (int) keptNow(worker);
      if (adds) {
        plan.kernels.addRowSums(sums, from, rows, count / rows);
      } else {
        plan.kernels.maximizeRows(sums, from, rows, count / rows);
      }
    }
  }

  private long keptNow(TileWorker worker) {
    long kept = 1;
    for (int axis = 0; axis < reduced.length; axis++) {
      kept *= reduced[axis] ? 1 : worker.size(axis);
    }
    return kept;
  }

  /** Adds other sums of the same block. */
  void join(long sums, long others) {
    for (long i = 0; i < sumCount; i++) {
      setDouble(sums + 8 * i, joined(getDouble(sums + 8 * i), getDouble(others + 8 * i)));
    }
  }

  private double joined(double a, double b) {
    return adds ? a + b : Math.max(a, b);
  }

  /** Writes the results of the block that a worker's tile belongs to. */
  void write(TileWorker worker, long sums, long address, View result) {
    for (long i = width; i < sumCount; i++) {
      long sum = sums + 8 * (i % width);
      setDouble(sum, joined(getDouble(sum), getDouble(sums + 8 * i)));
    }
    write(0, worker, sums, address + worker.position(result) * plan.bytes, result);
  }

  /** Writes the results from an axis on; returns the address of the following sum. */
  private long write(int axis, TileWorker worker, long sums, long to, View result) {
    if (axis == reduced.length) {
      Memory.set(plan.dtype, to, 0, getDouble(sums));
      return sums + 8;
    }
    long count = reduced[axis] ? 1 : worker.size(axis);
    for (long i = 0; i < count; i++) {
      long next = to + i * result.stride(axis) * plan.bytes;
      sums = write(axis + 1, worker, sums, next, result);
    }
    return sums;
  }
}
