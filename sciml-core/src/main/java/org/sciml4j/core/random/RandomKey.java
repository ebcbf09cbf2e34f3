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
  private static final double SINGLE_ULP = 0x1p-24;

  /** The first sequence of a seed. */
  public static RandomKey of(long seed) {
    return new RandomKey(seed, 0);
  }

  /** The key of a sequence independent of this one and of the children with other numbers. */
  public RandomKey child(long number) {
    return new RandomKey(childSeed(seed, stream, number), childStream(seed, stream, number));
  }

  /** The seed of the {@link #child} of the key of that seed and stream. */
  public static long childSeed(long seed, long stream, long number) {
    return Philox.bits(number, stream, seed, 0);
  }

  /** The stream of the {@link #child} of the key of that seed and stream. */
  public static long childStream(long seed, long stream, long number) {
    return Philox.bits(number, ~stream, ~seed, 1);
  }

  /** Draw number {@code index} of the uniform distribution on [0, 1), in steps of 2^-53. */
  public double uniform(long index) {
    return uniform(seed, stream, index);
  }

  /** Draw number {@code index} of the key of that seed and stream. */
  public static double uniform(long seed, long stream, long index) {
    return (Philox.bits(index >>> 1, stream, seed, (int) (index & 1)) >>> 11) * ULP;
  }

  /** Draw number {@code index} of the uniform distribution on [0, 1) in an element type. */
  public double uniform(long index, DType dtype) {
    return uniform(seed, stream, index, dtype);
  }

  /**
   * Draw number {@code index} of the key of that seed and stream in an element type: in single
   * precision truncated to steps of 2^-24, since rounding would make some draws 1.
   */
  public static double uniform(long seed, long stream, long index, DType dtype) {
    double draw = uniform(seed, stream, index);
    return dtype == DType.F32 ? (int) (draw / SINGLE_ULP) * SINGLE_ULP : draw;
  }

  /**
   * Draw number {@code index} of the standard normal distribution; draws {@code 2k} and {@code 2k +
   * 1} are the two coordinates of one point ({@link BoxMuller}).
   */
  public double normal(long index) {
    return normal(seed, stream, index);
  }

  /** Draw number {@code index} of the standard normal distribution of that seed and stream. */
  public static double normal(long seed, long stream, long index) {
    double radius = BoxMuller.radius(uniform(seed, stream, index & ~1L));
    double v = uniform(seed, stream, index | 1);
    return radius * ((index & 1) == 0 ? BoxMuller.cosine(v) : BoxMuller.sine(v));
  }

  /** A new tensor of draws 0, 1, 2, ... of the uniform distribution on [0, 1). */
  public Tensor uniform(DType dtype, long... shape) {
    Tensor draws = Tensor.zeros(dtype, shape);
    for (long i = 0, n = draws.count(); i < n; i++) {
      draws.setFlat(i, uniform(i, dtype));
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
