package org.sciml4j.sindy.formulation;

import org.sciml4j.sindy.expression.Variable;

/** What an equation of a variable gives. */
public enum LeftSide {
  /** The rate of change: {@code x'}. */
  FIRST_DERIVATIVE("'"),
  /** The acceleration: {@code x''}. */
  SECOND_DERIVATIVE("''"),
  /** The value after the next step of a map: {@code x[k+1]}. */
  NEXT_VALUE("[k+1]");

  private final String mark;

  LeftSide(String mark) {
    this.mark = mark;
  }

  /** As it stands before the equals sign. */
  public String of(String state) {
    return state + mark;
  }

  /** The variable {@code x'} that stands for the velocity of a state. */
  public static Variable velocity(String state) {
    return new Variable(FIRST_DERIVATIVE.of(state));
  }
}
