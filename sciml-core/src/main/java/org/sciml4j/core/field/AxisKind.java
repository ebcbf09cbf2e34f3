package org.sciml4j.core.field;

/** What a coordinate axis measures. */
public enum AxisKind {
  /** Time. */
  TIME,
  /** Height, depth, pressure or a model level. */
  Z,
  /** The projection's y or latitude. */
  Y,
  /** The projection's x or longitude. */
  X,
  /** Anything else: a channel, an ensemble member, an axis without metadata. */
  OTHER
}
