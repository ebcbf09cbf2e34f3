package org.sciml4j.pde.rhs;

import java.util.Arrays;
import org.sciml4j.core.graph.Value;

/** Point-by-point maps between channels of field batches. */
final class ChannelMap {
  private ChannelMap() {}

  /** {@code [n, channels, space...]} as {@code [n, channels, points]}. */
  static Value points(Value u) {
    long channels = u.type().size(1);
    long points = Arrays.stream(u.shape()).skip(2).reduce(1, (a, b) -> a * b);
    return u.reshape(u.type().size(0), channels, points);
  }

  /** {@code [n, channels, points]} on the grid of a field batch. */
  static Value onGrid(Value points, Value u) {
    long[] shape = u.shape();
    shape[1] = points.type().size(1);
    return points.reshape(shape);
  }
}
