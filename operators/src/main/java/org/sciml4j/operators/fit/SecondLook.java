package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The residual on a sample of frames, looked at after the coefficients are known. Fields in memory
 * are looked at when first asked, files at once, because they may be closed later.
 */
final class SecondLook {
  private static final int MOST_PAIRS = 4;
  private static final int MOST_SINGLE = 8;

  private final FitDesign design;
  private final Supplier<List<ResidualFrame>> frames;

  private SecondLook(FitDesign design, Supplier<List<ResidualFrame>> frames) {
    this.design = design;
    this.frames = frames;
  }

  static SecondLook at(FitDesign design, double[] values) {
    Supplier<List<ResidualFrame>> look = () -> sample(design, values);
    if (Frames.resident(design.fields(), design.layout())) {
      return new SecondLook(design, new Once(look));
    }
    List<ResidualFrame> seen = look.get();
    return new SecondLook(design, () -> seen);
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
            InstrumentErrors.covariance(design, numbers, weights, products, frames.get(), noise));
  }

  private NoiseTest test(FitNumbers numbers) {
    int[] lags = new int[design.layout().dims()];
    for (int axis = 0; axis < lags.length; axis++) {
      lags[axis] = 4 * design.radius(axis) + 4;
    }
    return new NoiseTest(design, numbers, ResidualStatistics.of(frames.get(), lags, step(design)));
  }

  ResidualSpectrum spectrum() {
    return Periodogram.of(frames.get(), design.spacing(), design.boundary());
  }

  ResidualMap map() {
    ResidualFrame last = frames.get().getLast();
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

  private static List<ResidualFrame> sample(FitDesign design, double[] values) {
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
      sample.add(ResidualFrame.of(design, values, batch, frame));
      if (paired) {
        sample.add(ResidualFrame.of(design, values, batch, frame + step));
      }
    }
    return sample;
  }

  /** Computes a value when first asked, once. */
  private static final class Once implements Supplier<List<ResidualFrame>> {
    private Supplier<List<ResidualFrame>> source;
    private List<ResidualFrame> value;

    Once(Supplier<List<ResidualFrame>> source) {
      this.source = source;
    }

    @Override
    public synchronized List<ResidualFrame> get() {
      if (value == null) {
        value = source.get();
        source = null;
      }
      return value;
    }
  }
}
