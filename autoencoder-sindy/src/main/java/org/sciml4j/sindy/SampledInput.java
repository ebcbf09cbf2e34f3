package org.sciml4j.sindy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.sciml4j.core.InvalidInputException;

/** A control input that is linear between samples. */
final class SampledInput implements DoubleUnaryOperator {
  /** Integrators may step this share of the record beyond its ends by rounding. */
  private static final double SLACK = 1e-9;

  private final String name;
  private final double[] times;
  private final double[] values;

  SampledInput(String name, double[] times, double[] values) {
    if (values.length != times.length || times.length < 2) {
      throw new InvalidInputException(
          "control input " + name,
          values.length + " values at " + times.length + " times",
          "one value for each of at least 2 times",
          "sample it at its times");
    }
    for (int i = 0; i < times.length; i++) {
      if (!Double.isFinite(values[i]) || (i > 0 && !(times[i] > times[i - 1]))) {
        throw new InvalidInputException(
            "control input " + name + " at " + i,
            values[i] + " at time " + times[i],
            "finite values at increasing times",
            "correct the samples");
      }
    }
    this.name = name;
    this.times = times.clone();
    this.values = values.clone();
  }

  @Override
  public double applyAsDouble(double time) {
    int last = times.length - 1;
    double slack = SLACK * (times[last] - times[0]);
    if (!(time >= times[0] - slack && time <= times[last] + slack)) {
      throw new InvalidInputException(
          "time of control input " + name,
          time,
          times[0] + " to " + times[last] + ", where it was sampled",
          "give a longer record or simulate a shorter time");
    }
    int place = Arrays.binarySearch(times, time);
    int right = Math.clamp(place >= 0 ? place : -place - 1, 1, last);
    double share = (time - times[right - 1]) / (times[right] - times[right - 1]);
    return values[right - 1] + share * (values[right] - values[right - 1]);
  }
}
