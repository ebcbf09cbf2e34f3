package org.sciml4j.core.minimize;

/** How far {@link Lbfgs} goes along its direction. */
public enum LineSearch {
  /** To a point that satisfies the {@link StrongWolfe} conditions. */
  STRONG_WOLFE,
  /** As far as {@link LbfgsOptions#stepLength()} says, uphill too. */
  NONE
}
