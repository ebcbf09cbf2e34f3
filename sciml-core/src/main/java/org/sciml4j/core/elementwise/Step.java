package org.sciml4j.core.elementwise;

import java.util.Arrays;
import org.sciml4j.core.graph.Elementwise;

/**
 * One operation of an {@link ElementwiseChain}.
 *
 * @param op the operation
 * @param arguments what it takes: numbers below the count of operands name an operand, the ones
 *     from there on an earlier step, in order
 */
public record Step(Elementwise op, int... arguments) {
  /** Copies the arguments. */
  public Step {
    arguments = arguments.clone();
  }

  /** What it takes; a copy. */
  @Override
  public int[] arguments() {
    return arguments.clone();
  }

  int argument(int index) {
    return arguments[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Step step
        && op.equals(step.op)
        && Arrays.equals(arguments, step.arguments);
  }

  @Override
  public int hashCode() {
    return 31 * op.hashCode() + Arrays.hashCode(arguments);
  }

  @Override
  public String toString() {
    return op.name() + Arrays.toString(arguments);
  }
}
