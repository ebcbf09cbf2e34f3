package org.sciml4j.core.correlation;

/** Where the values of one channel in one sample come from. */
public sealed interface ChannelData {
  /** The values of a frame as they are. */
  record Values(FrameView frame) implements ChannelData {}

  /**
   * {@code sum_i weights[i] * (plus[i] - minus[i]) / divisor}, as a difference in time needs it.
   */
  record Difference(FrameView[] plus, FrameView[] minus, double[] weights, double divisor)
      implements ChannelData {}

  /** One everywhere. */
  record Constant() implements ChannelData {}
}
