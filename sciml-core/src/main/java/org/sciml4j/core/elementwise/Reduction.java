package org.sciml4j.core.elementwise;

import java.util.List;

/**
 * One value of an {@link ElementwiseChain} reduced over some axes of its iteration space.
 *
 * @param kind how values are combined
 * @param argument the operand or step to reduce, numbered as in {@link Step}
 * @param axes the axes to reduce
 * @param result where the results go: a view of the same rank whose strides along the reduced axes
 *     are not used
 */
public record Reduction(Kind kind, int argument, List<Integer> axes, View result) {
  /** How values are combined. */
  public enum Kind {
    /** Their sum; 0 where there are none. */
    SUM,
    /** The largest, or NaN where one is among them; -∞ where there are none. */
    MAXIMUM
  }

  /** Copies the axes. */
  public Reduction {
    axes = List.copyOf(axes);
  }
}
