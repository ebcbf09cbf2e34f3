package org.sciml4j.cli;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.mks.Localization;

/** Predicts the samples of a field a few at a time. */
record LocalizationRun(Localization localization, Field microstructures) {
  private static final long BATCH_NUMBERS = 1 << 22;

  /** Receives predictions of some samples. */
  @FunctionalInterface
  interface Receiver {
    /** Takes one tensor per response, valid during the call, of the region's shape. */
    void accept(Region region, List<Tensor> responses);
  }

  void forEachBatch(Receiver receiver) {
    long[] shape = microstructures.shape();
    int responses = localization.kernels().responses().size();
    boolean hasSamples = shape.length > localization.kernels().axes().size();
    long samples = hasSamples ? shape[0] : 1;
    long perSample = Shape.count(shape) / samples;
    long batch = Math.clamp(BATCH_NUMBERS / perSample, 1, samples);
    for (long first = 0; first < samples; first += batch) {
      long[] origin = new long[shape.length];
      long[] size = shape.clone();
      if (hasSamples) {
        origin[0] = first;
        size[0] = Math.min(batch, samples - first);
      }
      Region region = new Region(origin, size);
      Tensor[] predicted = new Tensor[responses];
      try (Tensor states = Tensor.zeros(DType.F64, size)) {
        Arrays.setAll(predicted, i -> Tensor.zeros(DType.F64, size));
        microstructures.read(region, states);
        localization.predict(states, predicted);
        receiver.accept(region, List.of(predicted));
      } finally {
        for (Tensor one : predicted) {
          if (one != null) {
            one.close();
          }
        }
      }
    }
  }

  /** Predicts all samples and compares them with the responses, one score for each. */
  List<PredictionScore> scores(List<Field> responses) {
    List<PredictionScore> scores = responses.stream().map(_ -> new PredictionScore()).toList();
    forEachBatch(
        (region, predicted) -> {
          for (int i = 0; i < responses.size(); i++) {
            try (Tensor data = Tensor.zeros(DType.F64, region.shape())) {
              responses.get(i).read(region, data);
              scores.get(i).add(data, predicted.get(i));
            }
          }
        });
    return scores;
  }
}
