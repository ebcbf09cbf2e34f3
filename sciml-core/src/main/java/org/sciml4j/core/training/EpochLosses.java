package org.sciml4j.core.training;

import java.util.Arrays;
import java.util.List;

/** Losses of the epoch in progress, by the part of the network whose steps they are of. */
final class EpochLosses {
  private final double[] sums;
  private final long[] samples;

  EpochLosses(int parts) {
    sums = new double[parts];
    samples = new long[parts];
  }

  void add(int part, double loss, int size) {
    sums[part] += loss * size;
    samples[part] += size;
  }

  /** Whether a part had a step in this epoch. */
  boolean has(int part) {
    return samples[part] > 0;
  }

  /** The mean over the samples. */
  double mean(int part) {
    return sums[part] / samples[part];
  }

  void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(samples, 0);
  }

  void restore(Progress progress) {
    for (int part = 0; part < sums.length; part++) {
      sums[part] = progress.lossSums().get(part);
      samples[part] = progress.samples().get(part);
    }
  }

  /** Losses times samples, by part. */
  List<Double> sums() {
    return Arrays.stream(sums).boxed().toList();
  }

  /** Numbers of samples, by part. */
  List<Long> samples() {
    return Arrays.stream(samples).boxed().toList();
  }
}
