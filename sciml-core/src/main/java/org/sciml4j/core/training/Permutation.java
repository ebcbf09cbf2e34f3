package org.sciml4j.core.training;

import java.util.stream.LongStream;
import org.sciml4j.core.random.RandomKey;

/** Orders of the numbers 0 to n - 1. */
final class Permutation {
  private Permutation() {}

  static long[] identity(long n) {
    return LongStream.range(0, n).toArray();
  }

  static long[] of(long n, RandomKey key) {
    long[] order = identity(n);
    shuffle(order, key);
    return order;
  }

  /**
   * Fisher and Yates' shuffle (Knuth 1997, The Art of Computer Programming 2, algorithm 3.4.2P).
   */
  static void shuffle(long[] order, RandomKey key) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = (int) (key.uniform(i) * (i + 1));
      long held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
  }
}
