package org.sciml4j.core.stencil;

import java.util.Arrays;

/**
 * One term of a stencil sum: {@code weight * u[channel][x + offset]}.
 *
 * @param channel input channel, from 0
 * @param offset distance from the output point, one whole number per axis
 * @param weight factor
 */
public record Tap(int channel, int[] offset, double weight) {
  /** Copies the offset. */
  public Tap {
    offset = offset.clone();
  }

  /** A tap on the only channel of a single-channel field. */
  public Tap(int[] offset, double weight) {
    this(0, offset, weight);
  }

  /** Distance from the output point; a copy. */
  @Override
  public int[] offset() {
    return offset.clone();
  }

  /** Equality of channel, offset and weight. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tap that
        && channel == that.channel
        && Arrays.equals(offset, that.offset)
        && Double.compare(weight, that.weight) == 0;
  }

  /** Consistent with {@link #equals}. */
  @Override
  public int hashCode() {
    return 31 * channel + Arrays.hashCode(offset);
  }

  /** For example {@code -4.0 u0[0, 0]}. */
  @Override
  public String toString() {
    return weight + " u" + channel + Arrays.toString(offset);
  }
}
