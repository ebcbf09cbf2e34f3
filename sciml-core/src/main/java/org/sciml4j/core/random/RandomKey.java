package org.sciml4j.core.random;

import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * The origin of a sequence of random numbers: the same key gives the same sequence on any machine
 * and any number of threads. Keys are values: drawing does not change them. Take different {@link
 * #child children} of a key for different purposes.
 *
 * @param seed the user's choice
 * @param stream which of the seed's 2^64 sequences
 */
public record RandomKey(long seed, long stream) {
  private static final double ULP = 0x1p-53;

  /** The first sequence of a seed. */
  public static RandomKey of(long seed) {
    return new RandomKey(seed, 0);
  }

  /** The key of a sequence independent of this one and of the children with other numbers. */
  public RandomKey child(long number) {
    return new RandomKey(
        Philox.bits(number, stream, seed, 0), Philox.bits(number, ~stream, ~seed, 1));
  }

  /** Draw number {@code index} of the uniform distribution on [0, 1), in steps of 2^-53. */
  public double uniform(long index) {
    return (Philox.bits(index >>> 1, stream, seed, (int) (index & 1)) >>> 11) * ULP;
  }

  /**
   * Draw number {@code index} of the standard normal distribution.
   *
   * <p>G. E. P. Box, M. E. Muller, Ann. Math. Stat. 29:610, 1958: draws {@code 2k} and {@code 2k +
   * 1} are the two coordinates of one point.
   */
  public double normal(long index) {
    long pair = index & ~1L;
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(pair)));
    double angle = 2 * Math.PI * uniform(pair + 1);
    return radius * ((index & 1) == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
  }

  /** A new tensor of draws 0, 1, 2, ... of the uniform distribution on [0, 1). */
  public Tensor uniform(DType dtype, long... shape) {
    Tensor draws = Tensor.zeros(dtype, shape);
    for (long i = 0, n = draws.count(); i < n; i++) {
      draws.setFlat(i, uniform(i));
    }
    return draws;
  }

  /** A new tensor of draws 0, 1, 2, ... of the standard normal distribution. */
  public Tensor normal(DType dtype, long... shape) {
    Tensor draws = Tensor.zeros(dtype, shape);
    for (long i = 0, n = draws.count(); i < n; i++) {
      draws.setFlat(i, normal(i));
    }
    return draws;
  }
}
