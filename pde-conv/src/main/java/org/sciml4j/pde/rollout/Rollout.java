package org.sciml4j.pde.rollout;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Repeat;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * Time steps one after the other as a layer: {@code [n, variables, space...]} to the last state, or
 * to all of them {@code [n, steps, variables, space...]}. Multi-step schemes take their starting
 * steps first. The parameters' names are those of a single step where blocks share them, and begin
 * with {@code block_0/}, {@code block_1/}, ... where they do not.
 *
 * @param step one step
 * @param steps number of steps, 1 or more
 * @param returnsAll whether the value is that after every step
 * @param shared whether all steps have the same parameters
 * @param checkpointing what is kept of shared steps for the reverse derivative
 */
public record Rollout(
    TimeStep step, long steps, boolean returnsAll, boolean shared, Checkpointing checkpointing)
    implements Layer {
  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is below 1
   */
  public Rollout {
    if (steps < 1) {
      throw new InvalidInputException("steps", steps, "1 or more", "choose how many");
    }
  }

  /** The state after so many steps with the same parameters. */
  public static Rollout of(TimeStep step, long steps) {
    return new Rollout(step, steps, false, true, Checkpointing.NONE);
  }

  /** With the states after every step. */
  public Rollout returnAll() {
    return new Rollout(step, steps, true, shared, checkpointing);
  }

  /** With parameters of its own for each step. */
  public Rollout unshared() {
    return new Rollout(step, steps, returnsAll, false, checkpointing);
  }

  /** Keeping this of the steps for the reverse derivative. */
  public Rollout checkpointing(Checkpointing kept) {
    return new Rollout(step, steps, returnsAll, shared, kept);
  }

  @Override
  public Value apply(Value input, Scope scope) {
    List<Value> states = new ArrayList<>();
    List<Value> carried = List.of(input);
    long inJava = shared ? Math.min(steps, step.startingSteps()) : steps;
    for (int k = 0; k < inJava; k++) {
      carried = step.step(carried, shared ? scope : scope.child("block_" + k));
      states.add(carried.getFirst());
    }
    if (inJava == steps) {
      return returnsAll ? Value.stack(1, states.toArray(Value[]::new)) : states.getLast();
    }
    // Computed in this scope, so that parameters have the names of a single step.
    Value repeated =
        new Repeat(step.packed(), steps - inJava, returnsAll, checkpointing)
            .compute(TimeStep.pack(carried), scope);
    long variables = input.type().size(1);
    if (!returnsAll) {
      return repeated.slice(1, 0, variables);
    }
    Value later = repeated.slice(2, 0, variables);
    return states.isEmpty()
        ? later
        : Value.concat(1, Value.stack(1, states.toArray(Value[]::new)), later);
  }
}
