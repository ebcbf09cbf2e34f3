package org.sciml4j.core.cpu.plan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.convolution.TileConvolution;
import org.sciml4j.core.elementwise.PointLines;
import org.sciml4j.core.kernel.VectorCode;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * Convolutions of fields and arithmetic on their results at the same points, without the results in
 * memory: tile by tile of the grid the inputs are staged, and line by line of a tile the
 * convolutions go to the first-level cache and from there through the arithmetic.
 */
final class BandInstruction implements Instruction, ThreadTeam.WorkerTask {
  private static final double NS_OF_A_PART = 2500;
  private static final double OPERATIONS_PER_NS = 7;
  private static final int APART = 16;

  /**
   * Where a line lies.
   *
   * @param storage what it is a line of; -1 for working memory
   * @param offset of the grid's first point, in elements; in working memory the number of the line
   * @param strides elements between neighbours along each axis of the grid
   * @param late whether it is written when all that a line needs has been read
   */
  record Slot(int storage, long offset, List<Long> strides, boolean late) {
    /** A line of working memory. */
    static Slot worker(int number) {
      return new Slot(-1, number, List.of(), false);
    }

    /** Lines of a dense grid that are written. */
    static Slot written(int storage, long offset, int[] grid, boolean late) {
      return new Slot(storage, offset, List.of((long) grid[1] * grid[2], (long) grid[2], 1L), late);
    }

    /** Whether the points of a line have numbers of their own. */
    boolean hasLines() {
      return strides.get(2) != 0;
    }
  }

  /**
   * Convolutions of one input.
   *
   * @param tile what computes them
   * @param input the input
   * @param image number of the image
   * @param weights all kernels
   * @param first line of working memory of the first result, behind which the others lie
   * @param overwritten whether the band writes over the input
   */
  record Bank(
      TileConvolution tile,
      Place input,
      int image,
      Place weights,
      int first,
      boolean overwritten) {}

  private final DType dtype;
  private final int[] grid;
  private final BandTiles tiles;
  private final Bank[] banks;
  private final Slot[] slots;
  private final PointLines lines;
  private final int operations;
  private final int[] working;
  private final int[] late;
  private final boolean over;
  private final long[] firstsAt;
  private final long[] haloAt;
  private final long haloBytes;
  private final ThreadTeam.Task keeping = this::keepAround;
  private final long linePitch;
  private final long[] stagedAt;
  private final long workerBytes;
  private final int threads;
  private final long[] base;
  private final long[][] pitches;
  private final long[][] at;
  private final long[] inputs;
  private final long[] weights;
  private final int parts;
  private final int tilesPerPart;
  private Place scratch;
  private long memory;

  BandInstruction(
      DType dtype,
      int[] grid,
      BandTiles tiles,
      List<Bank> banks,
      List<Slot> slots,
      PointLines lines,
      int operations,
      int threads) {
    this.dtype = dtype;
    this.grid = grid;
    this.tiles = tiles;
    this.banks = banks.toArray(Bank[]::new);
    this.slots = slots.toArray(Slot[]::new);
    this.lines = lines;
    this.operations = operations;
    this.threads = threads;
    long slack = banks.stream().mapToLong(bank -> bank.tile().slack()).max().orElse(0);
    linePitch = (Math.ceilDiv((long) tiles.most()[2] * dtype.bytes() + slack, 128) * 2 + 1) * 64;
    working = working(this.slots, lines.slots());
    late = IntStream.range(0, slots.size()).filter(slot -> slots.get(slot).late).toArray();
    over = late.length > 0;
    stagedAt = new long[this.banks.length];
    firstsAt = new long[this.banks.length];
    haloAt = new long[this.banks.length];
    long bytes = linePitch * (working.length + late.length);
    long halo = 0;
    for (int i = 0; i < this.banks.length; i++) {
      TileConvolution tile = this.banks[i].tile();
      stagedAt[i] = bytes;
      bytes += Math.ceilDiv(tile.stagedBytes(), 64) * 64;
      firstsAt[i] = bytes;
      bytes += Math.ceilDiv(this.banks[i].overwritten ? tile.firstsBytes() : 0, 64) * 64;
      haloAt[i] = halo;
      halo += Math.ceilDiv(this.banks[i].overwritten ? tile.haloBytes() : 0, 64) * 64;
    }
    haloBytes = halo;
    workerBytes = bytes + 64;
    base = new long[this.slots.length];
    pitches =
        slots.stream()
            .map(
                slot -> slot.strides.stream().mapToLong(stride -> stride * dtype.bytes()).toArray())
            .toArray(long[][]::new);
    at = new long[threads][lines.slots() + APART];
    inputs = new long[this.banks.length];
    weights = new long[this.banks.length];
    double tileNs =
        (double) tiles.most()[0]
            * tiles.most()[1]
            * tiles.most()[2]
            * products()
            / VectorCode.lanes(dtype)
            / OPERATIONS_PER_NS;
    int perPart = (int) Math.clamp(NS_OF_A_PART / tileNs, 1, tiles.count());
    int whole = tiles.count() < 2 * perPart ? tiles.count() : perPart;
    // Tiles of a block that is overwritten follow each other.
    tilesPerPart = over ? Math.ceilDiv(whole, tiles.count(2)) * tiles.count(2) : whole;
    parts = Math.ceilDiv(tiles.count(), tilesPerPart);
  }

  /** The slot of each line of working memory: those of results first. */
  private static int[] working(Slot[] slots, int all) {
    int results = (int) Arrays.stream(slots).filter(slot -> slot.storage < 0).count();
    int[] working = new int[results + all - slots.length];
    for (int slot = 0; slot < all; slot++) {
      if (slot >= slots.length) {
        working[results + slot - slots.length] = slot;
      } else if (slots[slot].storage < 0) {
        working[(int) slots[slot].offset] = slot;
      }
    }
    return working;
  }

  /** Fused operations at one point. */
  private long products() {
    return operations + Arrays.stream(banks).mapToLong(bank -> bank.tile().products()).sum();
  }

  /** Working memory. */
  long scratchBytes() {
    return threads * workerBytes + (over ? tiles.count(0) * haloBytes : 0);
  }

  void workIn(Place place) {
    scratch = place;
  }

  @Override
  public void run(Frame frame) {
    for (int i = 0; i < slots.length; i++) {
      base[i] =
          slots[i].storage < 0
              ? 0
              : frame.address(slots[i].storage) + slots[i].offset * dtype.bytes();
    }
    for (int i = 0; i < banks.length; i++) {
      inputs[i] = banks[i].input.address(frame);
      weights[i] = banks[i].weights.address(frame);
    }
    memory = scratch.address(frame);
    if (over) {
      frame.team().run(tiles.count(0), keeping);
    }
    frame.team().run(parts, this);
  }

  /** Keeps what a block needs of its neighbours, which are going to be overwritten. */
  private void keepAround(int block) {
    for (int i = 0; i < banks.length; i++) {
      if (banks[i].overwritten) {
        banks[i].tile.keepAround(
            inputs[i],
            banks[i].image,
            tiles.first(0, block),
            tiles.points(0, block),
            halo(block, i));
      }
    }
  }

  private long halo(int block, int bank) {
    return memory + threads * workerBytes + block * haloBytes + haloAt[bank];
  }

  @Override
  public void run(int part, int worker) {
    int last = Math.min(tiles.count(), (part + 1) * tilesPerPart);
    for (int tile = part * tilesPerPart; tile < last; tile++) {
      tile(tile, worker);
    }
  }

  private void tile(int tile, int worker) {
    int columnTile = tile % tiles.count(2);
    int rowTile = tile / tiles.count(2) % tiles.count(1);
    int planeTile = tile / tiles.count(2) / tiles.count(1);
    int first0 = tiles.first(0, planeTile);
    int first1 = tiles.first(1, rowTile);
    int first2 = tiles.first(2, columnTile);
    int planes = tiles.points(0, planeTile);
    int rows = tiles.points(1, rowTile);
    int columns = tiles.points(2, columnTile);
    long work = memory + worker * workerBytes;
    for (int i = 0; i < banks.length; i++) {
      Bank bank = banks[i];
      long to = work + stagedAt[i];
      if (bank.overwritten) {
        bank.tile.stageOver(
            inputs[i],
            bank.image,
            first0,
            first2,
            planes,
            columns,
            tiles.most()[2],
            halo(planeTile, i),
            to,
            work + firstsAt[i]);
      } else {
        bank.tile.stage(inputs[i], bank.image, first0, first1, first2, planes, rows, columns, to);
      }
    }
    long[] place = at[worker];
    for (int i = 0; i < working.length; i++) {
      place[working[i]] = work + i * linePitch;
    }
    for (int i = 0; i < late.length; i++) {
      place[late[i]] = work + (working.length + i) * linePitch;
    }
    for (int i = 0; i < planes; i++) {
      for (int j = 0; j < rows; j++) {
        for (int slot = 0; slot < slots.length; slot++) {
          if (base[slot] != 0 && !slots[slot].late) {
            place[slot] =
                base[slot]
                    + (first0 + i) * pitches[slot][0]
                    + (first1 + j) * pitches[slot][1]
                    + first2 * pitches[slot][2];
          }
        }
        for (int b = 0; b < banks.length; b++) {
          Bank bank = banks[b];
          bank.tile.line(
              work + stagedAt[b],
              i,
              j,
              columns,
              weights[b],
              work + bank.first * linePitch,
              linePitch);
        }
        lines.run(place, columns);
        for (int slot : late) {
          long to =
              base[slot]
                  + (first0 + i) * pitches[slot][0]
                  + (first1 + j) * pitches[slot][1]
                  + first2 * pitches[slot][2];
          banks[0].tile.copy(place[slot], to, columns);
        }
      }
    }
  }

  @Override
  public Line line() {
    long points = (long) grid[0] * grid[1] * grid[2];
    String fields =
        Arrays.stream(banks)
            .map(
                bank ->
                    bank.tile.outputs()
                        + " stencils of "
                        + bank.tile.products() / bank.tile.outputs()
                        + " terms on %"
                        + bank.input.storage())
            .collect(Collectors.joining(", "));
    long moved =
        banks.length
            + Arrays.stream(slots).filter(slot -> slot.storage >= 0 && slot.hasLines()).count();
    return new Line(
        "band",
        Arrays.toString(grid) + " " + fields + "; " + operations + " operations at a point",
        moved * points * dtype.bytes(),
        points * (products() * 2 - operations));
  }
}
