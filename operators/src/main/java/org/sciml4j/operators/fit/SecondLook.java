package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * The residual on a sample of frames, looked at as soon as the coefficients are known, because
 * fields may change or be closed later. Of fields in memory, whose fit takes little time, only a
 * small part is looked at.
 */
final class SecondLook {
  private static final int MOST_PAIRS = 4;
  private static final int MOST_SINGLE = 8;
  private static final long SMALL = 1L << 17;
  private static final long LARGE = 1L << 22;

  private final FitDesign design;
  private final double[] values;
  private final boolean resident;
  private final List<ResidualFrame> frames;

  private SecondLook(FitDesign design, double[] values) {
    this.design = design;
    this.values = values;
    resident = Frames.resident(design.fields(), design.layout());
    frames = sample(design, values, resident ? SMALL : LARGE);
  }

  static SecondLook at(FitDesign design, double[] values) {
    return new SecondLook(design, values);
  }

  NoiseDiagnosis noise(FitNumbers numbers) {
    return test(numbers).diagnosis();
  }

  /** The numbers with the errors that noise in the input causes under instruments. */
  FitNumbers withInstrumentErrors(FitNumbers numbers, TwiceMatrix weights, TwiceMatrix products) {
    double noise = test(numbers).inputNoise();
    return noise == 0
        ? numbers
        : numbers.withCovariance(
            InstrumentErrors.covariance(design, numbers, weights, products, frames, noise));
  }

  private NoiseTest test(FitNumbers numbers) {
    int[] lags = new int[design.layout().dims()];
    for (int axis = 0; axis < lags.length; axis++) {
      lags[axis] = 4 * design.radius(axis) + 4;
    }
    return new NoiseTest(design, numbers, ResidualStatistics.of(frames, lags, step(design)));
  }

  ResidualSpectrum spectrum() {
    return Periodogram.of(frames, design.spacing(), design.boundary());
  }

  ResidualMap map() {
    ResidualFrame seen = frames.getLast();
    ResidualFrame last =
        resident ? ResidualFrame.of(design, values, seen.batch(), seen.frame(), LARGE) : seen;
    long[] shape = new long[last.shape().length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = last.shape()[axis];
    }
    return new ResidualMap(shape, last.values(), last.frame());
  }

  /** Frames that a difference in time shares with the one of so many frames later, with sign. */
  static int step(FitDesign design) {
    return design.difference() == null || design.difference() == TimeDifference.FORWARD ? 1 : 2;
  }

  private static List<ResidualFrame> sample(FitDesign design, double[] values, long products) {
    Frames.Window window = design.window();
    long first = window.back();
    long count = design.layout().frames() - window.back() - window.ahead();
    long batches = design.layout().batches();
    int step = step(design);
    boolean paired = design.layout().inTime() && count > step;
    long choices = paired ? batches * (count - step) : batches * count;
    int taken = (int) Math.min(choices, paired ? MOST_PAIRS : MOST_SINGLE);
    List<ResidualFrame> sample = new ArrayList<>();
    for (int i = 0; i < taken; i++) {
      long choice = taken == 1 ? 0 : (choices - 1) * i / (taken - 1);
      long perBatch = choices / batches;
      long frame = first + choice % perBatch;
      long batch = choice / perBatch;
      sample.add(ResidualFrame.of(design, values, batch, frame, products));
      if (paired) {
        sample.add(ResidualFrame.of(design, values, batch, frame + step, products));
      }
    }
    return sample;
  }
}
