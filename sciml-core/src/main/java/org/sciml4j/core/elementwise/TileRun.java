package org.sciml4j.core.elementwise;

import java.util.Arrays;

/** The workers of a {@link TilePlan} and the memory of the run they are at. */
final class TileRun {
  private final TilePlan plan;
  private final int[] order;
  private final long[] operandAddresses;
  private final long[] storeAddresses;
  private final boolean[] direct;
  private TileWorker[] workers = {};
  private long[] begun = {};
  private long run;
  private long scratch;

  TileRun(TilePlan plan, int[] order) {
    this.plan = plan;
    this.order = order;
    operandAddresses = new long[plan.operands];
    storeAddresses = new long[plan.stored.length];
    direct = new boolean[plan.stored.length];
  }

  /** Starts a run on some memory by at most so many threads. */
  void begin(int threads, long[] operandAddresses, long[] storeAddresses, long scratch) {
    System.arraycopy(operandAddresses, 0, this.operandAddresses, 0, plan.operands);
    System.arraycopy(storeAddresses, 0, this.storeAddresses, 0, direct.length);
    this.scratch = scratch;
    for (int i = 0; i < direct.length; i++) {
      direct[i] = plan.writer[plan.stored[i]] == i && !overwritesOperand(i);
    }
    run++;
    if (workers.length < threads) {
      int known = workers.length;
      workers = Arrays.copyOf(workers, threads);
      begun = Arrays.copyOf(begun, threads);
      for (int i = known; i < threads; i++) {
        workers[i] = new TileWorker(plan, order);
      }
    }
  }

  /** Whether a step that wrote a store's memory itself would destroy an operand still needed. */
  private boolean overwritesOperand(int store) {
    long to = storeAddresses[store] + plan.storeViews[store].offset() * plan.bytes;
    for (int i = 0; i < plan.operands; i++) {
      if (plan.source[i] == TilePlan.Source.IN_PLACE
          && plan.lastUse[i] > plan.stored[store]
          && operandAddresses[i] + plan.views[i].offset() * plan.bytes == to) {
        return true;
      }
    }
    return false;
  }

  /** The worker of a thread, ready for this run. */
  TileWorker worker(int number) {
    TileWorker worker = workers[number];
    if (begun[number] != run) {
      begun[number] = run;
      worker.begin(scratch + number * plan.workerBytes, operandAddresses, storeAddresses, direct);
    }
    return worker;
  }
}
