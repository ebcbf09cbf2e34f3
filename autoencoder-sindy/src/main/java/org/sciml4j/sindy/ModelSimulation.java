package org.sciml4j.sindy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.formulation.LeftSide;
import org.sciml4j.sindy.simulation.MapIteration;
import org.sciml4j.sindy.simulation.OdeSimulation;
import org.sciml4j.sindy.simulation.RightHandSide;
import org.sciml4j.sindy.simulation.Solution;
import org.sciml4j.sindy.simulation.StopCondition;

/**
 * A simulation of a model with what it needs besides an initial state.
 *
 * @param model what is simulated
 * @param controls the course of each control input, as a function of time, or of the number of the
 *     step of a map
 * @param parameters the value of each parameter
 * @param tolerance relative and absolute, of a step
 * @param limit a state beyond it has diverged
 * @param stops what ends the simulation early
 */
public record ModelSimulation(
    SindyModel model,
    Map<String, DoubleUnaryOperator> controls,
    Map<String, Double> parameters,
    double tolerance,
    double limit,
    List<StopCondition> stops) {
  private static final double USUAL_TOLERANCE = 1e-9;
  private static final double USUAL_LIMIT = 1e12;

  /** Copies maps and list. */
  public ModelSimulation {
    controls = Map.copyOf(controls);
    parameters = Map.copyOf(parameters);
    stops = List.copyOf(stops);
  }

  static ModelSimulation of(SindyModel model) {
    return new ModelSimulation(model, Map.of(), Map.of(), USUAL_TOLERANCE, USUAL_LIMIT, List.of());
  }

  /** The same with a control input that follows a function of time. */
  public ModelSimulation withControl(String name, DoubleUnaryOperator course) {
    Map<String, DoubleUnaryOperator> more = new LinkedHashMap<>(controls);
    more.put(name, course);
    return new ModelSimulation(model, more, parameters, tolerance, limit, stops);
  }

  /** The same with a control input that is linear between samples. */
  public ModelSimulation withControl(String name, double[] times, double[] values) {
    return withControl(name, new SampledInput(name, times, values));
  }

  /** The same with a value for a parameter. */
  public ModelSimulation withParameter(String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new ModelSimulation(model, controls, more, tolerance, limit, stops);
  }

  /** The same with another tolerance of a step, relative and absolute. */
  public ModelSimulation withTolerance(double newTolerance) {
    return new ModelSimulation(model, controls, parameters, newTolerance, limit, stops);
  }

  /** The same with another bound beyond which a state has diverged. */
  public ModelSimulation withLimit(double newLimit) {
    return new ModelSimulation(model, controls, parameters, tolerance, newLimit, stops);
  }

  /** The same with a further condition that ends the simulation where it changes its sign. */
  public ModelSimulation stoppingWhen(String name, StopCondition.EventFunction function) {
    List<StopCondition> more = new ArrayList<>(stops);
    more.add(new StopCondition(name, function));
    return new ModelSimulation(model, controls, parameters, tolerance, limit, more);
  }

  /**
   * The course at given times as a trajectory; times after a stop are left out. Equations of second
   * order take states, then velocities. The times of a map are 0, 1, 2, ...
   *
   * @throws org.sciml4j.sindy.simulation.SimulationDivergedException if the state leaves all bounds
   * @throws InvalidInputException if a control or parameter is missing or fewer than two samples
   *     are left
   */
  public Trajectory run(double[] initial, double... times) {
    Solution solution = solve(initial, times);
    double[][] columns = Arrays.copyOf(solution.columns(), model.variables().states().size());
    return Trajectory.of(solution.times(), columns)
        .named(model.variables().states().toArray(String[]::new));
  }

  /** As {@link #run}, with the place where it was stopped, and velocities where there are any. */
  public Solution solve(double[] initial, double... times) {
    requireLength(initial);
    RightHandSide side = rightHandSide();
    if (model.leftSide() == LeftSide.NEXT_VALUE) {
      for (int k = 0; k < times.length; k++) {
        if (times[k] != k) {
          throw new InvalidInputException(
              "times[" + k + "]", times[k], "0, 1, 2, ... for a map", "count the steps");
        }
      }
      return new MapIteration(side, limit).run(initial, times.length - 1);
    }
    return new OdeSimulation(side, tolerance, tolerance, limit, stops).run(initial, times);
  }

  /**
   * The right-hand side with controls and parameters filled in, for any integrator. It serves one
   * thread and allocates nothing.
   */
  public RightHandSide rightHandSide() {
    ModelVariables variables = model.variables();
    DoubleUnaryOperator[] courses =
        variables.controls().stream()
            .map(name -> given("control input", name, controls))
            .toArray(DoubleUnaryOperator[]::new);
    double[] inputs = new double[variables.inputs().size()];
    int states = variables.states().size();
    boolean second = model.leftSide() == LeftSide.SECOND_DERIVATIVE;
    int dimension = second ? 2 * states : states;
    int place = dimension + courses.length;
    for (String name : variables.parameters()) {
      inputs[place++] = given("parameter", name, parameters);
    }
    Evaluator evaluator = model.evaluator();
    double[] sides = new double[states];
    return (time, state, result) -> {
      System.arraycopy(state, 0, inputs, 0, dimension);
      for (int i = 0; i < courses.length; i++) {
        inputs[dimension + i] = courses[i].applyAsDouble(time);
      }
      evaluator.evaluate(inputs, sides);
      System.arraycopy(sides, 0, result, dimension - states, states);
      if (second) {
        System.arraycopy(state, states, result, 0, states);
      }
    };
  }

  private static <T> T given(String kind, String name, Map<String, T> values) {
    T value = values.get(name);
    if (value == null) {
      throw new InvalidInputException(
          kind + " " + name, "missing", "a value for it", "give it to the simulation");
    }
    return value;
  }

  private void requireLength(double[] initial) {
    int states = model.variables().states().size();
    boolean second = model.leftSide() == LeftSide.SECOND_DERIVATIVE;
    int expected = second ? 2 * states : states;
    if (initial.length != expected) {
      throw new InvalidInputException(
          "initial state",
          initial.length + " numbers",
          expected + (second ? ", states and then velocities" : ", one for each state"),
          "give the state to start from");
    }
  }
}
