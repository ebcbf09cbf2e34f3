package org.sciml4j.core.elementwise;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * Planned random draws: element {@code i} of the result is draw {@code i} of the {@link RandomKey}
 * that {@link RandomKeys#key} makes of the key's three numbers and the stream; in single precision
 * uniform draws are truncated as {@link RandomKey#uniform(long, DType)} says, normal draws rounded.
 * A plan serves one caller at a time.
 */
public final class RandomKernel {
  /** What is drawn. */
  public enum Distribution {
    /** Uniform on [0, 1). */
    UNIFORM,
    /** Standard normal. */
    NORMAL
  }

  private static final int DRAWS_PER_PART = 8192;

  private final Distribution distribution;
  private final DType dtype;
  private final long count;
  private final long number;
  private final DrawLoops loops;
  private final int parts;
  private final ThreadTeam.Task task = this::part;
  private long seed;
  private long stream;
  private long result;

  private RandomKernel(
      KernelProvider provider, Distribution distribution, DType dtype, long count, long number) {
    this.distribution = distribution;
    this.dtype = dtype;
    this.count = count;
    this.number = number;
    loops = provider == KernelProvider.SIMD ? new VectorDraws() : new ScalarDraws();
    parts = Math.toIntExact(Math.ceilDiv(count, DRAWS_PER_PART));
  }

  /**
   * Plans {@code count} draws into a dense result for the kernels of one provider.
   *
   * @param stream number that tells apart the draws of one key
   */
  public static RandomKernel with(
      KernelProvider provider, Distribution distribution, DType dtype, long count, long stream) {
    if (count < 0) {
      throw new InvalidInputException("count", count, "0 or more", "correct the number of draws");
    }
    return new RandomKernel(provider, distribution, dtype, count, stream);
  }

  /**
   * Draws.
   *
   * @param key address of the three f64 numbers of a key
   * @param result address of the draws
   */
  public void run(ThreadTeam team, long key, long result) {
    long root = (long) Memory.getDouble(key) << 32 | (long) Memory.getDouble(key + 8);
    long step = (long) Memory.getDouble(key + 16);
    long stepSeed = RandomKey.childSeed(root, 0, step);
    long stepStream = RandomKey.childStream(root, 0, step);
    seed = RandomKey.childSeed(stepSeed, stepStream, number);
    stream = RandomKey.childStream(stepSeed, stepStream, number);
    this.result = result;
    team.run(parts, task);
  }

  private void part(int part) {
    long first = (long) part * DRAWS_PER_PART;
    int draws = (int) Math.min(DRAWS_PER_PART, count - first);
    long to = result + first * dtype.bytes();
    if (distribution == Distribution.UNIFORM) {
      loops.uniform(dtype, seed, stream, first, draws, to);
    } else {
      loops.normal(dtype, seed, stream, first, draws, to);
    }
  }
}
