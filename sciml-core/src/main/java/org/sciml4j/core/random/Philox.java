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
public final class Philox {
  /** Multiplier of the first counter word. */
  public static final long M0 = 0xD2511F53L;

  /** Multiplier of the third counter word. */
  public static final long M1 = 0xCD9E8D57L;

  /** What the first key word grows by from round to round. */
  public static final int W0 = 0x9E3779B9;

  /** What the second key word grows by from round to round. */
  public static final int W1 = 0xBB67AE85;

  /** Number of rounds. */
  public static final int ROUNDS = 10;

  private Philox() {}

  /** The four words of one counter (four words, low first) under one key (two words). */
  static int[] block(int c0, int c1, int c2, int c3, int k0, int k1) {
    long counter = Integer.toUnsignedLong(c0) | (long) c1 << 32;
    long stream = Integer.toUnsignedLong(c2) | (long) c3 << 32;
    long key = Integer.toUnsignedLong(k0) | (long) k1 << 32;
    long low = bits(counter, stream, key, 0);
    long high = bits(counter, stream, key, 1);
    return new int[] {(int) low, (int) (low >>> 32), (int) high, (int) (high >>> 32)};
  }

  /**
   * Words {@code 2 half} and {@code 2 half + 1} of a block as one 64-bit number.
   *
   * @param counter first and second word of the counter
   * @param stream third and fourth word of the counter
   * @param half 0 or 1
   */
  public static long bits(long counter, long stream, long key, int half) {
    int c0 = (int) counter;
    int c1 = (int) (counter >>> 32);
    int c2 = (int) stream;
    int c3 = (int) (stream >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
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
    return half == 0
        ? Integer.toUnsignedLong(c0) | (long) c1 << 32
        : Integer.toUnsignedLong(c2) | (long) c3 << 32;
  }
}
