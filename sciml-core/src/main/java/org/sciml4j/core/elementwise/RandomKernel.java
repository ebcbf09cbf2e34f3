package org.sciml4j.core.elementwise;

import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * Planned random draws: element {@code i} of the result is draw {@code i} of the {@link RandomKey}
 * that {@link RandomKeys#key} makes of the key's three numbers and the stream, rounded to the
 * element type. A plan serves one caller at a time.
 */
public final class RandomKernel {
  /** What is drawn. */
  public enum Distribution {
    /** Uniform on [0, 1). */
    UNIFORM,
    /** Standard normal. */
    NORMAL
  }

  private final Distribution distribution;
  private final DType dtype;
  private final long count;
  private final long stream;

  private RandomKernel(Distribution distribution, DType dtype, long count, long stream) {
    this.distribution = distribution;
    this.dtype = dtype;
    this.count = count;
    this.stream = stream;
  }

  /** Plans {@code count} draws into a dense result. */
  public static RandomKernel of(Distribution distribution, DType dtype, long count, long stream) {
    return new RandomKernel(distribution, dtype, count, stream);
  }

  /**
   * Draws.
   *
   * @param key address of the three f64 numbers of a key
   * @param result address of the draws
   */
  public void run(ThreadTeam team, long key, long result) {
    double[] words = {Memory.getDouble(key), Memory.getDouble(key + 8), Memory.getDouble(key + 16)};
    RandomKey draws = RandomKeys.key(words, stream);
    for (long i = 0; i < count; i++) {
      double draw = distribution == Distribution.UNIFORM ? draws.uniform(i) : draws.normal(i);
      Memory.set(dtype, result, i, draw);
    }
  }
}
