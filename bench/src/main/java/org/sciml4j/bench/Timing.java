package org.sciml4j.bench;

import java.util.Arrays;

/**
 * Milliseconds per call over several blocks of calls, after a warm-up.
 *
 * @param median of the blocks
 * @param minimum of the blocks
 */
public record Timing(double median, double minimum) {
  private static final int BLOCKS = 15;
  private static final double WARM_UP_MS = 2000;
  private static final double BLOCK_MS = 40;

  /** Times a call. */
  static Timing of(Runnable call) {
    long calls = 0;
    long start = System.nanoTime();
    do {
      call.run();
      calls++;
    } while (millisSince(start) < WARM_UP_MS);
    long perBlock = Math.max(1, Math.round(BLOCK_MS * calls / millisSince(start)));
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
