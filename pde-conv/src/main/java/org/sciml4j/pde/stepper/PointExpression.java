package org.sciml4j.pde.stepper;

import java.util.List;

/** A number at each point of a grid, as a C program computes it from arrays. */
sealed interface PointExpression {
  /**
   * An element of an array.
   *
   * @param array its name
   * @param view where the element of each point stands
   */
  record Element(String array, StridedView view) implements PointExpression {}

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
