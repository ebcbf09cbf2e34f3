package org.sciml4j.core.elementwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/**
 * Everything about running a chain tile by tile that does not depend on addresses. Values are the
 * operands followed by the steps.
 */
final class TilePlan {
  /** How an operand's numbers come into a tile. */
  enum Source {
    /** They are not needed. */
    NOWHERE,
    /** They are one run of memory and read where they are. */
    IN_PLACE,
    /** They are one number in memory for the whole tile. */
    SPLAT,
    /** They are one number known beforehand. */
    CONSTANT,
    /** They are copied from memory into a tile. */
    COPIED,
    /** They are computed from the place of the tile. */
    COORDINATE,
    /** Only stores need them, and copy them from where they are. */
    STORED
  }

  private static final int TILE_BYTES = 4096;
  private static final int COPY_BYTES = 1 << 16;
  private static final int LINE = 64;

  /** So few elements gain nothing from vectors, which are objects until the JIT is done. */
  private static final int FEW = 64;

  final DType dtype;
  final int bytes;
  final TileKernels kernels;
  final TileProgram program;
  final int operands;
  final int values;
  final NormalForm form;
  final TileBox box;
  final long[] grid;
  final View[] views;
  final Source[] source;
  final boolean[] recurs;
  final boolean[] splat;
  final double[] constant;
  final int[] lastUse;
  final TileStep[] steps;
  final TileLoop[] loops;
  final int[] stored;
  final View[] storeViews;
  final int[] writer;
  final long[] slot;
  final long workerBytes;
  private final int reduced;

  /**
   * Plans a chain.
   *
   * @param reduction what is made of it, or null
   */
  TilePlan(KernelProvider provider, ElementwiseChain chain, Reduction reduction) {
    dtype = chain.dtype();
    bytes = dtype.bytes();
    kernels = TileKernels.of(chain.count() <= FEW ? KernelProvider.SCALAR : provider, dtype);
    operands = chain.operands().size();
    int stores = chain.stores().size();
    int[] results = new int[stores + (reduction == null ? 0 : 1)];
    for (int i = 0; i < stores; i++) {
      results[i] = chain.stores().get(i).argument();
    }
    if (reduction != null) {
      results[stores] = reduction.argument();
    }
    program = TileProgram.of(chain, results);
    values = operands + program.steps().size();
    stored = Arrays.stream(results).limit(stores).map(i -> program.renamed()[i]).toArray();
    reduced = reduction == null ? -1 : program.renamed()[reduction.argument()];
    form = ChainViews.normalForm(chain, reduction);
    views = form.views().subList(0, operands).toArray(View[]::new);
    storeViews = form.views().subList(operands, operands + stores).toArray(View[]::new);
    lastUse = lastUse();
    int lanes = Math.max(1, LINE / bytes);
    box =
        TileBox.cheapest(
            form,
            (values == operands && reduction == null ? COPY_BYTES : TILE_BYTES) / bytes,
            program.steps().size(),
            lanes,
            bytes);
    grid = grid(form.extents(), box);
    constant = new double[operands];
    source = new Source[operands];
    recurs = new boolean[operands];
    for (int i = 0; i < operands; i++) {
      recurs[i] = box.recurs(views[i], form.extents());
      source[i] = source(i, chain.operands().get(i));
    }
    steps = program.steps().toArray(TileStep[]::new);
    splat = splat();
    loops = new TileLoop[steps.length];
    for (int i = 0; i < steps.length; i++) {
      TileStep step = steps[i];
      boolean alone = splat[operands + i];
      loops[i] =
          kernels.loop(
              step.op(),
              !alone && splat[step.a()],
              !alone && splat[step.b()],
              !alone && splat[step.c()]);
    }
    writer = writer();
    slot = new long[values];
    workerBytes = allocateSlots();
  }

  private static long[] grid(long[] extents, TileBox box) {
    long[] grid = new long[extents.length];
    Arrays.setAll(grid, k -> Math.ceilDiv(extents[k], Math.max(1, box.sizes()[k])));
    return grid;
  }

  /** For each operand the last step that reads it; {@code values} where something after does. */
  private int[] lastUse() {
    int[] last = new int[values];
    Arrays.fill(last, -1);
    for (int i = 0; i < program.steps().size(); i++) {
      for (int value = 0; value < values; value++) {
        if (program.steps().get(i).takes(value)) {
          last[value] = operands + i;
        }
      }
    }
    for (int value : stored) {
      last[value] = values;
    }
    if (reduced >= 0) {
      last[reduced] = values;
    }
    return last;
  }

  private Source source(int i, Operand operand) {
    if (lastUse[i] < 0) {
      return Source.NOWHERE;
    }
    if (operand instanceof Operand.Uniform(double value)) {
      constant[i] = value;
      return i == reduced ? Source.COORDINATE : Source.CONSTANT;
    }
    if (operand instanceof Operand.Coordinate) {
      return Source.COORDINATE;
    }
    boolean onlyStored = i != reduced;
    for (TileStep step : program.steps()) {
      onlyStored &= !step.takes(i);
    }
    if (onlyStored && stored.length == 1 && Math.abs(views[i].stride(views[i].rank() - 1)) <= 1) {
      return Source.STORED;
    }
    if (box.isUniform(views[i]) && i != reduced) {
      return Source.SPLAT;
    }
    boolean swapped = lastUse[i] == values && stored.length > 1;
    return box.isContiguous(views[i], form.extents()) && !swapped ? Source.IN_PLACE : Source.COPIED;
  }

  /**
   * Which values are one vector that stands for the whole tile. Loops that write a whole tile do
   * not take such a first argument of three, or such arguments only: if the factors of a product
   * can change places they do, else the first argument gets a tile.
   */
  private boolean[] splat() {
    boolean[] splat = new boolean[values];
    boolean[] filled = new boolean[values];
    boolean settled = false;
    while (!settled) {
      settled = true;
      for (int i = 0; i < values; i++) {
        splat[i] = i != reduced && !filled[i] && isSplat(i, splat);
      }
      for (int i = 0; i < steps.length; i++) {
        TileStep step = steps[i];
        boolean unread = splat[step.a()] && (step.op().arity() == 3 || splat[step.b()]);
        if (unread && !splat[operands + i]) {
          if (step.op().arity() == 3 && step.op() != TileOp.SELECT && !splat[step.b()]) {
            steps[i] = new TileStep(step.op(), step.b(), step.a(), step.c());
          } else {
            filled[step.a()] = true;
            settled = false;
          }
        }
      }
    }
    for (int i = 0; i < operands; i++) {
      if (filled[i]) {
        source[i] = source[i] == Source.CONSTANT ? Source.COORDINATE : Source.COPIED;
      }
    }
    return splat;
  }

  private boolean isSplat(int value, boolean[] splat) {
    if (value < operands) {
      return source[value] == Source.SPLAT || source[value] == Source.CONSTANT;
    }
    TileStep step = steps[value - operands];
    return splat[step.a()] && splat[step.b()] && splat[step.c()];
  }

  /** For each value the store whose memory the step writes itself, or -1. */
  private int[] writer() {
    int[] writer = new int[values];
    Arrays.fill(writer, -1);
    for (int i = 0; i < stored.length; i++) {
      int value = stored[i];
      if (value >= operands
          && !splat[value]
          && writer[value] < 0
          && box.isContiguous(storeViews[i], form.extents())) {
        writer[value] = i;
      }
    }
    return writer;
  }

  /** Gives values places in a worker's memory, again when their last reader is done. */
  private long allocateSlots() {
    long size = Math.ceilDiv(box.count() * bytes, LINE) * LINE;
    long next = LINE;
    List<Long> free = new ArrayList<>();
    for (int i = 0; i < operands; i++) {
      boolean tile = source[i] == Source.COPIED || source[i] == Source.COORDINATE;
      slot[i] = next;
      next += tile ? size : LINE;
    }
    for (int i = operands; i < values; i++) {
      for (int value = operands; value < i; value++) {
        if (lastUse[value] == i && !splat[value]) {
          free.add(slot[value]);
        }
      }
      if (splat[i] || free.isEmpty()) {
        slot[i] = next;
        next += splat[i] ? LINE : size;
      } else {
        slot[i] = free.removeLast();
      }
    }
    return next;
  }

  /** The reduced value, or -1. */
  int reduced() {
    return reduced;
  }

  /** Number of tiles. */
  long tiles() {
    long tiles = 1;
    for (long count : grid) {
      tiles *= count;
    }
    return tiles;
  }

  /** About how long a whole tile takes, in ns. */
  double tileCost() {
    double vectors = box.count() * bytes / (double) LINE;
    double cost = 10;
    for (TileStep step : program.steps()) {
      cost += 5 + step.op().cost() * vectors;
    }
    for (Source from : source) {
      cost += from == Source.COPIED ? box.count() * 0.5 : vectors * 0.3;
    }
    return cost + stored.length * vectors * 0.5;
  }
}
