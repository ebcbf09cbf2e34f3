package org.sciml4j.bench;

import java.util.Arrays;

/**
 * Times calls in blocks after a warm-up that lets the JIT compiler finish.
 *
 * @param warmUpMs milliseconds of warm-up
 * @param blockMs milliseconds a block takes
 * @param blocks number of blocks
 */
record Timer(double warmUpMs, double blockMs, int blocks) {

  Timing time(Runnable call) {
    long calls = 0;
    long start = System.nanoTime();
    do {
      call.run();
      calls++;
    } while (millisSince(start) < warmUpMs);
    long perBlock = Math.max(1, Math.round(blockMs * calls / millisSince(start)));
    double[] times = new double[blocks];
    for (int block = 0; block < blocks; block++) {
      long begin = System.nanoTime();
      for (long i = 0; i < perBlock; i++) {
        call.run();
      }
      times[block] = millisSince(begin) / perBlock;
    }
    Arrays.sort(times);
    return new Timing(times[blocks / 2], times[0]);
  }

  private static double millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e6;
  }
}
