package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How independent errors e of the first input enter the residual: {@code r[n](x) = sum of weight *
 * e[n + frames](x + offset)}, the filter {@code D_t - K}.
 */
record NoiseFilter(List<Tap> taps) {
  /** One term of the filter. */
  record Tap(int frames, int[] offset, double weight) {}

  static NoiseFilter of(FitDesign design, double[] values) {
    List<Tap> taps = new ArrayList<>();
    for (int k = 0; k < design.offsets().length; k++) {
      add(taps, 0, design.offsets()[k], -values[k]);
    }
    TimeDifference difference = design.difference();
    if (difference != null) {
      int[] centre = new int[design.layout().dims()];
      double scale = 1 / (difference.divisor() * design.timeStep());
      for (int term = 0; term < difference.terms(); term++) {
        double weight = difference.weights()[term] * scale;
        add(taps, difference.plus(term), centre, weight);
        add(taps, difference.minus(term), centre, -weight);
      }
    }
    return new NoiseFilter(taps);
  }

  private static void add(List<Tap> taps, int frames, int[] offset, double weight) {
    for (int i = 0; i < taps.size(); i++) {
      Tap tap = taps.get(i);
      if (tap.frames() == frames && Arrays.equals(tap.offset(), offset)) {
        taps.set(i, new Tap(frames, offset, tap.weight() + weight));
        return;
      }
    }
    taps.add(new Tap(frames, offset, weight));
  }

  /** Weight of one error; zero where it does not enter. */
  double weight(int frames, int[] offset) {
    return taps.stream()
        .filter(tap -> tap.frames() == frames && Arrays.equals(tap.offset(), offset))
        .mapToDouble(Tap::weight)
        .sum();
  }

  /** Mean product of the filtered unit noise at two points some frames and grid points apart. */
  double covariance(int frames, int[] apart) {
    double sum = 0;
    for (Tap tap : taps) {
      int[] offset = tap.offset().clone();
      for (int axis = 0; axis < offset.length; axis++) {
        offset[axis] += apart[axis];
      }
      sum += tap.weight() * weight(tap.frames() + frames, offset);
    }
    return sum;
  }
}
