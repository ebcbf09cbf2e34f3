package org.sciml4j.sindy.differentiation;

import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;

/** Uses the derivatives that the trajectories carry, and finds none itself. */
public record GivenDerivatives() implements Differentiation {
  /** The derivatives that the trajectories carry. */
  public static GivenDerivatives givenDerivatives() {
    return new GivenDerivatives();
  }

  @Override
  public int fewestSamples(int order) {
    return 1;
  }

  /** Refused: the numbers alone do not carry their derivatives. */
  @Override
  public Derivative differentiate(double[] times, double[] values, int order) {
    throw missing();
  }

  @Override
  public List<Derivative> differentiate(Trajectory trajectory, int order) {
    if (trajectory.derivatives().isEmpty()) {
      throw missing();
    }
    if (order != 1) {
      throw new InvalidInputException(
          "order of the derivative", order, "1", "give velocities as further states");
    }
    List<Column> given = trajectory.derivatives();
    return IntStream.range(0, given.size())
        .mapToObj(
            i ->
                new Derivative(
                    trajectory.states().get(i).values().clone(), given.get(i).values().clone()))
        .toList();
  }

  private static InvalidInputException missing() {
    return new InvalidInputException(
        "derivatives",
        "absent",
        "the derivative of every state",
        "give them by Trajectory.withDerivatives, or choose a method that finds them");
  }
}
