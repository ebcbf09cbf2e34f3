package org.sciml4j.pde.stepper;

import java.util.List;

/** A number at a point, as a C program computes it from arrays of the same point. */
sealed interface PointExpression {
  /** An element of an array: {@code array[offset + p]}. */
  record Element(String array, long offset) implements PointExpression {}

  /** A number. */
  record Literal(double value) implements PointExpression {}

  /**
   * Something made of others.
   *
   * @param format C source with {@code %s} for each operand
   */
  record Combined(String format, List<PointExpression> operands) implements PointExpression {
    /** Copies the list. */
    public Combined {
      operands = List.copyOf(operands);
    }

    /** Told apart by identity, so that what is used twice is computed once. */
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
