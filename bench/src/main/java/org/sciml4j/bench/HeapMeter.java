package org.sciml4j.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what calls allocate on the Java heap, in all threads. */
final class HeapMeter {
  private static final int ROUNDS = 5;
  private static final int CALLS = 4;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final double patienceMs;

  /** Waits so long for loops to be compiled. */
  HeapMeter(double patienceMs) {
    this.patienceMs = patienceMs;
  }

  /**
   * Bytes per call: the least of several rounds, since the JVM's own threads allocate too, and
   * since loops that run once a call wait long for their compilation.
   */
  long bytesPerCall(Runnable call) {
    long least = Long.MAX_VALUE;
    long start = System.nanoTime();
    for (int round = 0;
        round < ROUNDS || (least > 0 && System.nanoTime() - start < patienceMs * 1e6);
        round++) {
      long before = threads.getTotalThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, (threads.getTotalThreadAllocatedBytes() - before) / CALLS);
    }
    return least;
  }
}
