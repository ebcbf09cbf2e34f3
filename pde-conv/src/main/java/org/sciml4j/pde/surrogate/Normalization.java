package org.sciml4j.pde.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializer;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/**
 * Means and scales of variables, learned from data: networks see {@code (u - mean) / scale}. As
 * parameters that no training changes they are stored with the model.
 *
 * @param mean one for each variable
 * @param scale standard deviations, positive
 */
public record Normalization(List<Double> mean, List<Double> scale) {
  /**
   * Copies and checks the numbers.
   *
   * @throws InvalidInputException if their numbers differ, one is not finite or a scale not
   *     positive
   */
  public Normalization {
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
    if (mean.isEmpty()
        || mean.size() != scale.size()
        || !mean.stream().allMatch(Double::isFinite)
        || !scale.stream().allMatch(s -> s > 0 && s < 1 / 0.0)) {
      throw new InvalidInputException(
          "normalization",
          "means " + mean + ", scales " + scale,
          "a finite mean and a positive scale for each variable",
          "correct them");
    }
  }

  /**
   * Mean and standard deviation of each variable over all samples and points; a variable that does
   * not vary keeps the scale 1. Numbers that are not finite are left out.
   *
   * @param states {@code [n, variables, space...]}, or {@code [n, time, variables, space...]}
   * @param variableAxis 1 or 2
   * @throws InvalidInputException if a variable has no finite value
   */
  public static Normalization of(Tensor states, int variableAxis) {
    int variables = Math.toIntExact(states.size(variableAxis));
    long inner = 1;
    for (int axis = variableAxis + 1; axis < states.rank(); axis++) {
      inner *= states.size(axis);
    }
    double[] mean = new double[variables];
    double[] squares = new double[variables];
    long[] counts = new long[variables];
    for (long i = 0, n = states.count(); i < n; i++) {
      int variable = (int) (i / inner % variables);
      double x = states.getFlat(i);
      if (Double.isFinite(x)) {
        // Welford 1962, Technometrics 4:419.
        counts[variable]++;
        double difference = x - mean[variable];
        mean[variable] += difference / counts[variable];
        squares[variable] += difference * (x - mean[variable]);
      }
    }
    List<Double> means = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    for (int variable = 0; variable < variables; variable++) {
      if (counts[variable] == 0) {
        throw new InvalidInputException(
            "variable " + variable, "without finite values", "some", "check the data");
      }
      double deviation = Math.sqrt(squares[variable] / counts[variable]);
      means.add(mean[variable]);
      scales.add(deviation > 0 ? deviation : 1.0);
    }
    return new Normalization(means, scales);
  }

  /**
   * The normalised states, with these numbers as constants.
   *
   * @param variableAxis where the variables are
   * @throws InvalidInputException if they are not as many
   */
  public Value normalized(Value states, int variableAxis) {
    requireVariables(states, variableAxis);
    return states
        .minus(constant(mean, states, variableAxis))
        .dividedBy(constant(scale, states, variableAxis));
  }

  private static Value constant(List<Double> numbers, Value like, int variableAxis) {
    long[] shape = new long[like.rank() - variableAxis];
    Arrays.fill(shape, 1);
    shape[0] = numbers.size();
    double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    return Value.constant(new TensorType(like.type().dtype(), shape), values);
  }

  private void requireVariables(Value input, int variableAxis) {
    if (input.rank() <= variableAxis || input.type().size(variableAxis) != mean.size()) {
      throw new InvalidInputException(
          "input",
          input.type(),
          mean.size() + " variables on axis " + variableAxis,
          "give the variables that the normalization was learned from");
    }
  }

  /** A forecaster of states as one of normalised states. */
  public Layer around(Layer forecaster) {
    return (input, scope) -> forecast(forecaster, input, 1, scope);
  }

  /** A forecaster of {@code [n, time, variables, space...]} as one of normalised states. */
  public Layer aroundSeries(Layer forecaster) {
    return (input, scope) -> forecast(forecaster, input, 2, scope);
  }

  private Value forecast(Layer forecaster, Value input, int variableAxis, Scope scope) {
    requireVariables(input, variableAxis);
    Scope own = scope.frozen();
    long[] shape = new long[input.rank() - variableAxis];
    Arrays.fill(shape, 1);
    shape[0] = mean.size();
    Value shift = own.parameter("normalization_mean", new Given(mean), mean.size()).reshape(shape);
    Value factor =
        own.parameter("normalization_scale", new Given(scale), scale.size()).reshape(shape);
    Value result = forecaster.apply(input.minus(shift).dividedBy(factor), scope);
    return result.times(factor).plus(shift);
  }

  private record Given(List<Double> numbers) implements Initializer {
    @Override
    public void fill(Tensor tensor, RandomKey key) {
      for (int i = 0; i < numbers.size(); i++) {
        tensor.setFlat(i, numbers.get(i));
      }
    }
  }
}
