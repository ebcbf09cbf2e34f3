package org.sciml4j.bench;

import java.util.Arrays;

/**
 * Times calls in blocks after a warm-up that lets the JIT compiler finish.
 *
 * @param warmUpMs milliseconds of warm-up
 * @param blockMs milliseconds a block takes
 */
record Timer(double warmUpMs, double blockMs) {
  private static final int BLOCKS = 15;

  Timing time(Runnable call) {
    long calls = 0;
    long start = System.nanoTime();
    do {
      call.run();
      calls++;
    } while (millisSince(start) < warmUpMs);
    long perBlock = Math.max(1, Math.round(blockMs * calls / millisSince(start)));
    double[] blocks = new double[BLOCKS];
    for (int block = 0; block < BLOCKS; block++) {
      long begin = System.nanoTime();
      for (long i = 0; i < perBlock; i++) {
        call.run();
      }
      blocks[block] = millisSince(begin) / perBlock;
    }
    Arrays.sort(blocks);
    return new Timing(blocks[BLOCKS / 2], blocks[0]);
  }

  private static double millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e6;
  }
}
