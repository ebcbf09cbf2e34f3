package org.sciml4j.core.elementwise;

import java.util.Arrays;

/** One thread's way through the tiles of a {@link TilePlan}. */
final class TileWorker {
  /** Keeps what several threads write apart by two cache lines. */
  private static final int APART = 16;

  private final TilePlan plan;
  private final int rank;
  private final int bytes;
  private final int vector;
  private final BoxCopy copy;
  private final TileStep[] steps;
  private final int[] order;
  private final long[] at;
  private final long[] sizes;
  private final long[] dense;
  private final long[] still;
  private final long[] address;
  private final long[] keptOffset;
  private final long[] keptShape;
  private final long[] sizesOfBox;
  private final long[] extents;
  private long memory;
  private long[] operandAddresses;
  private long[] storeAddresses;
  private boolean[] direct;
  private boolean inPlace;
  private int count;

  /**
   * A worker that has not begun.
   *
   * @param order the axes in the order in which tiles are numbered, the slowest first
   */
  TileWorker(TilePlan plan, int[] order) {
    this.plan = plan;
    this.order = order;
    rank = plan.form.extents().length;
    bytes = plan.bytes;
    vector = plan.kernels.vectorBytes();
    copy = new BoxCopy(plan.dtype, plan.kernels);
    steps = plan.steps;
    sizesOfBox = plan.box.sizes();
    extents = plan.form.extents();
    at = new long[rank + APART];
    sizes = new long[rank];
    dense = new long[rank];
    still = new long[rank];
    keptOffset = new long[plan.operands];
    keptShape = new long[plan.operands];
    address = new long[plan.values + APART];
  }

  /**
   * Gets ready for a run.
   *
   * @param direct for each store whether a step writes its memory itself
   */
  void begin(long memory, long[] operandAddresses, long[] storeAddresses, boolean[] direct) {
    this.memory = memory;
    this.operandAddresses = operandAddresses;
    this.storeAddresses = storeAddresses;
    this.direct = direct;
    inPlace = false;
    for (boolean writes : direct) {
      inPlace |= writes;
    }
    for (int i = 0; i < plan.operands; i++) {
      inPlace |= plan.source[i] == TilePlan.Source.IN_PLACE;
      address[i] = memory + plan.slot[i];
      if (plan.source[i] == TilePlan.Source.CONSTANT) {
        plan.kernels.fill(address[i], plan.constant[i], vector);
      }
    }
    Arrays.fill(keptShape, -1);
  }

  /** Goes to a tile. */
  void moveTo(long tile) {
    for (int i = rank - 1; i >= 0; i--) {
      int axis = order[i];
      long tiles = Math.max(1, plan.grid[axis]);
      at[axis] = tile % tiles * sizesOfBox[axis];
      tile /= tiles;
    }
    measure();
  }

  /** Goes to the following tile, or from the last to the first. */
  void moveOn() {
    for (int i = rank - 1; i >= 0; i--) {
      int axis = order[i];
      at[axis] += sizesOfBox[axis];
      if (at[axis] < extents[axis]) {
        break;
      }
      at[axis] = 0;
    }
    measure();
  }

  private void measure() {
    int run = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      sizes[axis] = Math.min(sizesOfBox[axis], extents[axis] - at[axis]);
      dense[axis] = run;
      run *= (int) sizes[axis];
    }
    count = run;
  }

  /** Number of elements of the tile. */
  int count() {
    return count;
  }

  /** Extent of the tile along an axis. */
  long size(int axis) {
    return sizes[axis];
  }

  /** Place of the tile's first element in a view, in elements. */
  long position(View view) {
    long position = view.offset();
    for (int axis = 0; axis < rank; axis++) {
      position += at[axis] * view.stride(axis);
    }
    return position;
  }

  /** Computes the tile and writes its stores. */
  void compute() {
    for (int i = 0; i < plan.operands; i++) {
      provide(i);
    }
    long size = (long) count * bytes;
    long whole = inPlace ? size & -vector : Math.ceilDiv(size, vector) * vector;
    if (whole > 0) {
      aimAtResults();
      passes((int) whole);
    }
    if (whole < size) {
      rest(whole, size - whole);
    }
    for (int i = 0; i < direct.length; i++) {
      if (!direct[i]) {
        write(i);
      }
    }
  }

  /** Address of a value's numbers, one after the other, once the tile is computed. */
  long numbers(int value) {
    if (value < plan.operands) {
      return plan.source[value] == TilePlan.Source.IN_PLACE
          ? operandAddresses[value] + position(plan.views[value]) * bytes
          : memory + plan.slot[value];
    }
    return target(value);
  }

  private long target(int value) {
    int store = plan.writer[value];
    return store >= 0 && direct[store] ? storeAddress(store) : memory + plan.slot[value];
  }

  private long storeAddress(int store) {
    return storeAddresses[store] + position(plan.storeViews[store]) * bytes;
  }

  private void provide(int i) {
    switch (plan.source[i]) {
      case IN_PLACE -> address[i] = operandAddresses[i] + position(plan.views[i]) * bytes;
      case SPLAT, COPIED, COORDINATE -> bring(i);
      case NOWHERE, CONSTANT, STORED -> {}
    }
  }

  private void bring(int i) {
    View view = plan.views[i];
    long position = position(view);
    long to = memory + plan.slot[i];
    address[i] = to;
    if (plan.recurs[i] && keptOffset[i] == position && keptShape[i] == shape()) {
      return;
    }
    keptOffset[i] = position;
    keptShape[i] = shape();
    long from = operandAddresses[i] + position * bytes;
    switch (plan.source[i]) {
      case SPLAT -> plan.kernels.fill(to, Memory.get(plan.dtype, from, 0), vector);
      case COORDINATE -> number(0, to, position + plan.constant[i], view);
      default -> copy.copy(to, dense, from, view.sharedStrides(), sizes);
    }
  }

  private long shape() {
    long shape = 0;
    for (int axis = 0; axis < rank; axis++) {
      shape = shape * 1_000_003 + sizes[axis];
    }
    return shape & Long.MAX_VALUE;
  }

  private void number(int axis, long to, double first, View view) {
    for (long i = 0; i < sizes[axis]; i++) {
      double number = first + i * view.stride(axis);
      if (axis == rank - 1) {
        Memory.set(plan.dtype, to, i, number);
      } else {
        number(axis + 1, to + i * dense[axis] * bytes, number, view);
      }
    }
  }

  private void aimAtResults() {
    for (int value = plan.operands; value < plan.values; value++) {
      address[value] = target(value);
    }
  }

  private void aimIntoSlots(long place) {
    for (int value = plan.operands; value < plan.values; value++) {
      address[value] = memory + plan.slot[value] + (plan.splat[value] ? 0 : place);
    }
  }

  private void passes(int size) {
    for (int i = 0; i < steps.length; i++) {
      TileStep step = steps[i];
      int value = plan.operands + i;
      plan.loops[i].run(
          address[value],
          address[step.a()],
          address[step.b()],
          address[step.c()],
          plan.splat[value] ? vector : size);
    }
  }

  /** The elements after the last whole vector, in tiles where reading beyond them does no harm. */
  private void rest(long whole, long size) {
    for (int i = 0; i < plan.operands; i++) {
      if (plan.source[i] == TilePlan.Source.IN_PLACE) {
        long to = memory + plan.slot[i];
        copyElements(to, address[i] + whole, size);
        address[i] = to;
      } else {
        address[i] += plan.splat[i] ? 0 : whole;
      }
    }
    aimIntoSlots(whole);
    passes(vector);
    for (int value = plan.operands; value < plan.values; value++) {
      int store = plan.writer[value];
      if (store >= 0 && direct[store]) {
        copyElements(storeAddress(store) + whole, address[value], size);
      }
    }
  }

  private void copyElements(long to, long from, long size) {
    for (long i = 0; i < size; i += 4) {
      Memory.setFloat(to + i, Memory.getFloat(from + i));
    }
  }

  private void write(int store) {
    int value = plan.stored[store];
    long to = storeAddress(store);
    if (value < plan.operands && plan.source[value] == TilePlan.Source.STORED) {
      View view = plan.views[value];
      long from = operandAddresses[value] + position(view) * bytes;
      copy.copy(to, plan.storeViews[store].sharedStrides(), from, view.sharedStrides(), sizes);
    } else {
      long[] from = plan.splat[value] ? still : dense;
      copy.copy(to, plan.storeViews[store].sharedStrides(), numbers(value), from, sizes);
    }
  }
}
