package org.sciml4j.core.random;

/**
 * Philox 4x32-10, a counter-based generator: every counter gives four independent 32-bit words, so
 * any draw can be had without the ones before it and on any thread.
 *
 * <pre>
 * J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3,
 * Proc. SC11, 2011, doi:10.1145/2063384.2063405, section 3.3
 * </pre>
 */
final class Philox {
  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private Philox() {}

  /** The four words of one counter (four words, low first) under one key (two words). */
  static int[] block(int c0, int c1, int c2, int c3, int k0, int k1) {
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = M0 * Integer.toUnsignedLong(c0);
      long product1 = M1 * Integer.toUnsignedLong(c2);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += W0;
      k1 += W1;
    }
    return new int[] {c0, c1, c2, c3};
  }

  /** Words {@code 2 * half} and {@code 2 * half + 1} of a block as one 64-bit number. */
  static long bits(long counter, long stream, long key, int half) {
    int[] words =
        block(
            (int) counter,
            (int) (counter >>> 32),
            (int) stream,
            (int) (stream >>> 32),
            (int) key,
            (int) (key >>> 32));
    return Integer.toUnsignedLong(words[2 * half])
        | Integer.toUnsignedLong(words[2 * half + 1]) << 32;
  }
}
