package org.sciml4j.pde.scheme;

import java.util.List;
import java.util.function.UnaryOperator;
import org.sciml4j.core.graph.Value;

/**
 * How {@code du/dt = F(u)} goes from one time level to the next with a fixed step. Multi-step
 * schemes carry values of earlier levels; from the state alone they start with one-step schemes of
 * the same order, and the carried list grows until it is {@link #carried()} long.
 */
public sealed interface StepScheme
    permits ButcherTableau, AdamsBashforth, Leapfrog, ExponentialEuler, ImplicitDiffusionEuler {
  /** Order of accuracy. */
  int order();

  /** Values carried from step to step once the scheme runs, the state included: 1 or more. */
  int carried();

  /**
   * One step.
   *
   * @param carried the state, and behind it what the steps before carried on: 1 to {@link
   *     #carried()} values of one type
   * @param f F
   * @param dt the step
   * @return the state one step later, and behind it what the next step needs
   */
  List<Value> step(List<Value> carried, UnaryOperator<Value> f, double dt);
}
