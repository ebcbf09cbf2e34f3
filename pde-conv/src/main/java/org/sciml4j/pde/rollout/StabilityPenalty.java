package org.sciml4j.pde.rollout;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.pde.rhs.Masked;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * A penalty on waves that a step amplifies: {@code weight} times the mean over wave vectors and
 * variables of {@code max(0, |G(k)|² - 1)}, where G is what the step, made linear about a uniform
 * state, multiplies a wave of one variable with (von Neumann). Exact where the step sees the same
 * everywhere: periodic edges, coefficients that do not vary. Wave vectors are those of 0, 1/8, ...,
 * 1/2 waves a grid point along each axis.
 *
 * @param weight weight of the penalty, above zero
 * @param base the uniform state, one number for each variable
 */
public record StabilityPenalty(double weight, List<Double> base) {
  private static final int PER_AXIS = 5;
  private static final double PHASE = 0.3;

  /**
   * Copies the list.
   *
   * @throws InvalidInputException if the weight is not a positive number
   */
  public StabilityPenalty {
    base = List.copyOf(base);
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "weight of the stability penalty", weight, "a number above 0", "correct it");
    }
  }

  /**
   * The penalty; of a {@link Masked} step what it would be without the mask.
   *
   * @param state type of a state, {@code [variables, space...]}
   * @throws InvalidInputException if the base has other variables
   */
  public Value of(TimeStep step, Scope scope, TensorType state) {
    int variables = Math.toIntExact(state.size(0));
    if (base.size() != variables) {
      throw new InvalidInputException(
          "base of the stability penalty", base, variables + " numbers", "give one each variable");
    }
    int dims = state.rank() - 1;
    int[] all = new int[dims];
    // Waves along k and -k are the same, so the first axis needs no negative numbers.
    Arrays.fill(all, 2 * PER_AXIS - 1);
    all[0] = PER_AXIS;
    int vectors = Arrays.stream(all).reduce(1, (a, b) -> a * b);
    int points = Math.toIntExact(state.count() / variables);
    double[] waves = new double[vectors * variables * variables * points];
    for (int vector = 0; vector < vectors; vector++) {
      double[] wave = wave(vector, all, state, points);
      for (int variable = 0; variable < variables; variable++) {
        int sample = vector * variables + variable;
        System.arraycopy(wave, 0, waves, (sample * variables + variable) * points, points);
      }
    }
    long[] shape = new long[state.rank() + 1];
    shape[0] = (long) vectors * variables;
    System.arraycopy(state.shape(), 0, shape, 1, state.rank());
    TensorType type = state.withShape(shape);
    Value rest = Value.constant(type, uniform(type, variables, points));
    Value wave = Value.constant(type, waves);
    Value image = Autodiff.jvp(everywhere(step).apply(rest, scope), rest, wave);
    Value growth = meanSquare(image).dividedBy(meanSquare(wave)).minus(1).maximum(0);
    return growth.mean().times(weight);
  }

  private static TimeStep everywhere(TimeStep step) {
    return step.rightHandSide() instanceof Masked masked
        ? new TimeStep(masked.rightHandSide(), step.scheme(), step.dt())
        : step;
  }

  private double[] uniform(TensorType type, int variables, int points) {
    double[] numbers = new double[Math.toIntExact(type.count())];
    Arrays.setAll(numbers, i -> base.get(i / points % variables));
    return numbers;
  }

  private static Value meanSquare(Value u) {
    return u.square().reshape(u.type().size(0), u.type().count() / u.type().size(0)).mean(1);
  }

  /** A wave that the periodic grid holds, nearest to the vector's number of waves a point. */
  private static double[] wave(int vector, int[] all, TensorType state, int points) {
    double[] wave = new double[points];
    int[] k = new int[all.length];
    for (int axis = all.length - 1, rest = vector; axis >= 0; axis--) {
      int number = rest % all[axis] - (axis == 0 ? 0 : PER_AXIS - 1);
      rest /= all[axis];
      k[axis] = (int) Math.round(number * state.size(1 + axis) / 8.0);
    }
    for (int point = 0; point < points; point++) {
      double angle = PHASE;
      for (int axis = all.length - 1, rest = point; axis >= 0; axis--) {
        int n = Math.toIntExact(state.size(1 + axis));
        angle += 2 * Math.PI * Math.floorMod((long) k[axis] * (rest % n), n) / n;
        rest /= n;
      }
      wave[point] = Math.cos(angle);
    }
    return wave;
  }
}
