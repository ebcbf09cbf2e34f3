package org.sciml4j.core.parallel;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Hands the parts of a task to workers: each has a range of its own, takes that from the front, and
 * then takes from the back of the others'. As a worker finds the same range in every task, what it
 * wrote in one task lies in its own cache in the next (Markatos and LeBlanc 1992, "Using processor
 * affinity in loop scheduling on shared-memory multiprocessors").
 */
final class PartRanges {
  static final int NONE = -1;

  /** Longs between two ranges: a pair of cache lines, since processors fetch them in pairs. */
  private static final int PITCH = 16;

  private static final long END = 1L << Integer.SIZE;

  /** At {@code (worker + 1) * PITCH}: first part left, and above it the one after the last. */
  private final AtomicLongArray ranges;

  private final int workers;

  PartRanges(int workers) {
    this.workers = workers;
    ranges = new AtomicLongArray((workers + 2) * PITCH);
  }

  /** Spreads parts 0 to {@code parts - 1}; not while workers take any. */
  void spread(int parts) {
    for (int worker = 0; worker < workers; worker++) {
      long begin = (long) parts * worker / workers;
      long end = (long) parts * (worker + 1) / workers;
      ranges.set((worker + 1) * PITCH, end * END + begin);
    }
  }

  /** Takes all parts away. */
  void clear() {
    for (int worker = 0; worker < workers; worker++) {
      ranges.set((worker + 1) * PITCH, 0);
    }
  }

  /** The next part for a worker, or {@link #NONE}. */
  int take(int worker) {
    int own = take(worker, false);
    for (int step = 1; own == NONE && step < workers; step++) {
      own = take((worker + step) % workers, true);
    }
    return own;
  }

  private int take(int worker, boolean isFromBack) {
    int index = (worker + 1) * PITCH;
    while (true) {
      long range = ranges.get(index);
      int begin = (int) range;
      int end = (int) (range >>> Integer.SIZE);
      if (begin >= end) {
        return NONE;
      }
      if (ranges.compareAndSet(index, range, isFromBack ? range - END : range + 1)) {
        return isFromBack ? end - 1 : begin;
      }
    }
  }
}
