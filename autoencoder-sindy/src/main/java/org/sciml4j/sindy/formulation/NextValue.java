package org.sciml4j.sindy.formulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.expression.Evaluator;

/** A discrete map: the next sample from the present one. Samples are equally spaced. */
public record NextValue() implements Formulation {
  private static final double TOLERANCE = 1e-6;

  /** Equations for the next value. */
  public static NextValue nextValue() {
    return new NextValue();
  }

  @Override
  public LeftSide leftSide() {
    return LeftSide.NEXT_VALUE;
  }

  @Override
  public void rows(Trajectory trajectory, Evaluator terms, RowSink sink) {
    requireEqualSteps(trajectory.times());
    int steps = trajectory.size() - 1;
    List<double[]> inputs = new ArrayList<>();
    List<double[]> targets = new ArrayList<>();
    for (Column state : trajectory.states()) {
      inputs.add(Arrays.copyOf(state.values(), steps));
      targets.add(Arrays.copyOfRange(state.values(), 1, steps + 1));
    }
    trajectory.controls().forEach(input -> inputs.add(Arrays.copyOf(input.values(), steps)));
    long rows = new CompleteRows(inputs, targets, trajectory).handOn(terms, sink);
    if (rows == 0) {
      throw new InvalidInputException(
          "trajectory from time " + trajectory.times()[0],
          "without two complete samples in a row",
          "some such samples",
          "fill gaps or leave out the variable that has them");
    }
  }

  private static void requireEqualSteps(double[] times) {
    double step = times[1] - times[0];
    for (int i = 1; i < times.length; i++) {
      double here = times[i] - times[i - 1];
      if (Math.abs(here - step) > TOLERANCE * step + 4 * Math.ulp(times[i])) {
        throw new InvalidInputException(
            "times[" + i + "] - times[" + (i - 1) + "]",
            here,
            "steps of " + step + " as at the start",
            "mark missing steps of a map by NaN");
      }
    }
  }
}
