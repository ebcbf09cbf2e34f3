package org.sciml4j.pde.scheme;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;

/**
 * One time step of {@code du/dt = F(u)} as a layer: states {@code [n, variables, space...]} to
 * those {@code dt} later. With forward Euler it is a residual block {@code u + dt F(u)}; stacked
 * blocks are time integration (He et al. 2016, arXiv:1512.03385; E 2017, Communications in
 * Mathematics and Statistics 5:1).
 *
 * <pre>{@code
 * TimeStep step = TimeStep.euler(rightHandSide, 0.01);
 * Layer tenSteps = Repeat.of(step, 10);                  // one-step schemes
 * Layer same = step.scheme(ButcherTableau.RK4).dt(0.1);  // same parameters, another integrator
 * }</pre>
 *
 * <p>{@link #apply} steps from the state alone. Multi-step schemes then take their starting step;
 * {@link #packed} is the step that carries what they need.
 *
 * @param rightHandSide F, whose value has the shape of its input
 * @param scheme how to step
 * @param dt the step, in the units of time; negative steps go back
 */
public record TimeStep(Layer rightHandSide, StepScheme scheme, double dt) implements Layer {
  /**
   * Checks the step.
   *
   * @throws InvalidInputException if it is zero or not finite
   */
  public TimeStep {
    if (!Double.isFinite(dt) || dt == 0) {
      throw new InvalidInputException("dt", dt, "a finite number other than 0", "correct it");
    }
  }

  /** {@code u + dt F(u)}. */
  public static TimeStep euler(Layer rightHandSide, double dt) {
    return new TimeStep(rightHandSide, ButcherTableau.FORWARD_EULER, dt);
  }

  /** The same right-hand side and scheme with another step. */
  public TimeStep dt(double other) {
    return new TimeStep(rightHandSide, scheme, other);
  }

  /** The same right-hand side and step with another scheme. */
  public TimeStep scheme(StepScheme other) {
    return new TimeStep(rightHandSide, other, dt);
  }

  /**
   * The state one step later.
   *
   * @throws InvalidInputException if F changes the shape
   */
  @Override
  public Value apply(Value input, Scope scope) {
    return step(List.of(input), scope).getFirst();
  }

  /**
   * One step with what the scheme carries: see {@link StepScheme#step}.
   *
   * @param carried the state, and behind it what the steps before carried on
   */
  public List<Value> step(List<Value> carried, Scope scope) {
    return scheme.step(carried, u -> f(u, scope), dt);
  }

  private Value f(Value u, Scope scope) {
    Value slope = rightHandSide.apply(u, scope);
    if (!slope.type().equals(u.type())) {
      throw new InvalidInputException(
          "right-hand side",
          slope.type(),
          "the type " + u.type() + " of the state",
          "let it give one rate of change for each variable at each point");
    }
    return slope;
  }

  /**
   * The step as a layer on all carried values side by side, {@code [n, carried * variables,
   * space...]}, the state's variables first: what {@link org.sciml4j.core.nn.Repeat} can repeat for
   * multi-step schemes. {@link #started} makes its first input.
   */
  public Layer packed() {
    return (input, scope) -> pack(step(unpack(input), scope));
  }

  /** Steps that lead to the first input of {@link #packed}: one less than the scheme carries. */
  public int startingSteps() {
    return scheme.carried() - 1;
  }

  /**
   * The states of the starting steps.
   *
   * @param input the initial state
   * @return what is carried after 0, 1, ..., {@link #startingSteps} steps
   */
  public List<List<Value>> started(Value input, Scope scope) {
    List<List<Value>> carried = new ArrayList<>(List.of(List.of(input)));
    for (int step = 0; step < startingSteps(); step++) {
      carried.add(step(carried.getLast(), scope));
    }
    return List.copyOf(carried);
  }

  /** Carried values side by side on the axis of variables. */
  public static Value pack(List<Value> carried) {
    return carried.size() == 1
        ? carried.getFirst()
        : Value.concat(1, carried.toArray(Value[]::new));
  }

  private List<Value> unpack(Value packed) {
    int parts = scheme.carried();
    long variables = packed.type().size(1) / parts;
    return IntStream.range(0, parts)
        .mapToObj(i -> packed.slice(1, i * variables, (i + 1) * variables))
        .toList();
  }
}
