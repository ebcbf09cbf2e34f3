package org.sciml4j.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Times calls in blocks after a warm-up that lets the JIT compiler finish.
 *
 * @param warmUpMs least milliseconds of warm-up; at most ten times as many
 * @param blockMs milliseconds a block takes
 * @param blocks number of blocks
 */
record Timer(double warmUpMs, double blockMs, int blocks) {
  private static final int WINDOWS = 5;
  private static final int PATIENCE = 10;
  private static final double BUSY = 0.02;

  Timing time(Runnable call) {
    double last = warmUp(call);
    long perBlock = Math.max(1, Math.round(blockMs / last));
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

  /**
   * Calls until the JIT compiler has little left to do.
   *
   * @return milliseconds per call towards the end
   */
  private double warmUp(Runnable call) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long start = System.nanoTime();
    while (true) {
      long window = System.nanoTime();
      long compiled = compiler.getTotalCompilationTime();
      long calls = 0;
      do {
        call.run();
        calls++;
      } while (millisSince(window) < warmUpMs / WINDOWS);
      double passed = millisSince(start);
      long compiling = compiler.getTotalCompilationTime() - compiled;
      boolean isSteady = compiling < BUSY * millisSince(window);
      if ((passed >= warmUpMs && isSteady) || passed >= PATIENCE * warmUpMs) {
        return millisSince(window) / calls;
      }
    }
  }

  private static double millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e6;
  }
}
