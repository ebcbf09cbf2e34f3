package org.sciml4j.core.graph;

/**
 * What a node of the graph computes: one of a closed set of operations, from which all others are
 * composed and on which differentiation and every device are defined.
 */
public sealed interface Primitive permits Operation, Loop, Item {
  /**
   * The operation's name as messages and explained programs print it, for example {@code matmul}.
   */
  String name();
}
