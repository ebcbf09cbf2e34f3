package org.sciml4j.core.elementwise;

/**
 * A source of numbers for an {@link ElementwiseChain}, one for each point of its iteration space.
 */
public sealed interface Operand {
  /** Numbers in memory. */
  record Strided(View view) implements Operand {}

  /** The same number everywhere. */
  record Uniform(double value) implements Operand {}

  /** The point's own index along one axis: 0, 1, 2, ... */
  record Coordinate(int axis) implements Operand {}
}
