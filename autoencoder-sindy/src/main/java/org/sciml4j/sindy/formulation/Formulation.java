package org.sciml4j.sindy.formulation;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Variable;

/** Turns samples over time into the rows of {@code y = Θ w} for the equations of each state. */
public sealed interface Formulation permits StrongForm, WeakForm, NextValue {
  /** What stands on the left of the equations. */
  LeftSide leftSide();

  /**
   * Hands on the rows of a trajectory, leaving out those that need a missing sample.
   *
   * @param terms evaluates what stands on the right from the {@link #variables}
   * @throws org.sciml4j.core.InvalidInputException if no row can be made of the trajectory
   */
  void rows(Trajectory trajectory, Evaluator terms, RowSink sink);

  /** What right-hand sides may depend on: states, velocities of order 2, controls, parameters. */
  default List<Variable> variables(Trajectory trajectory) {
    List<Variable> variables = new ArrayList<>();
    trajectory.stateNames().forEach(name -> variables.add(new Variable(name)));
    if (leftSide() == LeftSide.SECOND_DERIVATIVE) {
      trajectory.stateNames().forEach(name -> variables.add(LeftSide.velocity(name)));
    }
    trajectory.controlNames().forEach(name -> variables.add(new Variable(name)));
    trajectory.parameterNames().forEach(name -> variables.add(new Variable(name)));
    return variables;
  }
}
