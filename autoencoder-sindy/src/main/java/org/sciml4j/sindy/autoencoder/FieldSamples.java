package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.sindy.differentiation.Derivative;
import org.sciml4j.sindy.differentiation.Differentiation;

/**
 * The frames of a field over time as samples of an autoencoder, with their derivatives by time.
 * Axes before the time axis number independent runs, those after it are the space of a frame.
 * Frames with missing values are left out, and none of them is differentiated across.
 *
 * @param field what the samples are of
 * @param tensors x, its first and perhaps its second derivative, {@code [samples, points]} each
 * @param frames number of each sample's frame, counted through all runs
 */
public record FieldSamples(Field field, List<Tensor> tensors, int[] frames)
    implements AutoCloseable {
  /** Copies the list. */
  public FieldSamples {
    tensors = List.copyOf(tensors);
  }

  /**
   * Differentiates a field. Methods that smooth replace x too.
   *
   * @param order highest derivative, 1 or 2
   * @throws InvalidInputException if the field has no time axis or no run of frames is long enough
   */
  public static FieldSamples of(Field field, Differentiation method, int order, DType dtype) {
    double[] times = times(field);
    try (Tensor values = field.read()) {
      int points = points(field);
      int[] frames = frames(List.of(values), times.length, method.fewestSamples(order), points);
      FieldSamples samples = zeros(field, order, dtype, frames, points);
      for (int begin = 0; begin < frames.length; ) {
        int end = runEnd(frames, begin, times.length);
        double[] at =
            IntStream.range(begin, end).mapToDouble(n -> times[frames[n] % times.length]).toArray();
        for (int i = 0; i < points; i++) {
          samples.differentiate(values, method, begin, at, i, points);
        }
        begin = end;
      }
      return samples;
    }
  }

  /**
   * Takes derivatives that are given.
   *
   * @param derivatives the first and perhaps the second one, on the axes of the field
   * @throws InvalidInputException if the field has no time axis, no frame is complete, or shapes
   *     differ
   */
  public static FieldSamples of(Field field, List<Field> derivatives, DType dtype) {
    List<Tensor> values = new ArrayList<>();
    try {
      values.add(field.read());
      for (Field derivative : derivatives) {
        if (!Arrays.equals(derivative.shape(), field.shape())) {
          throw new InvalidInputException(
              "derivative '" + derivative.name() + "'",
              Arrays.toString(derivative.shape()),
              Arrays.toString(field.shape()) + " as '" + field.name() + "'",
              "give one of the same axes");
        }
        values.add(derivative.read());
      }
      int points = points(field);
      int[] frames = frames(values, times(field).length, 1, points);
      FieldSamples samples = zeros(field, derivatives.size(), dtype, frames, points);
      for (int d = 0; d < values.size(); d++) {
        for (int n = 0; n < frames.length; n++) {
          for (int i = 0; i < points; i++) {
            samples.tensors.get(d).set(values.get(d).getFlat((long) frames[n] * points + i), n, i);
          }
        }
      }
      return samples;
    } finally {
      values.forEach(Tensor::close);
    }
  }

  private static FieldSamples zeros(Field field, int order, DType dtype, int[] frames, int points) {
    return new FieldSamples(
        field,
        IntStream.rangeClosed(0, order)
            .mapToObj(_ -> Tensor.zeros(dtype, frames.length, points))
            .toList(),
        frames);
  }

  private void differentiate(
      Tensor values, Differentiation method, int begin, double[] times, int point, int points) {
    double[] course = new double[times.length];
    for (int n = 0; n < course.length; n++) {
      course[n] = values.getFlat((long) frames[begin + n] * points + point);
    }
    for (int order = 1; order < tensors.size(); order++) {
      Derivative derivative = method.differentiate(times, course, order);
      for (int n = 0; n < course.length; n++) {
        tensors.get(order).set(derivative.values()[n], begin + n, point);
        if (order == 1) {
          tensors.getFirst().set(derivative.smoothed()[n], begin + n, point);
        }
      }
    }
  }

  /** The frames that are complete and among enough neighbours that are. */
  private static int[] frames(List<Tensor> values, int times, int fewest, int points) {
    int all = Math.toIntExact(values.getFirst().count() / points);
    int[] complete =
        IntStream.range(0, all).filter(frame -> isComplete(values, frame, points)).toArray();
    IntStream.Builder kept = IntStream.builder();
    int longest = 0;
    for (int begin = 0; begin < complete.length; ) {
      int end = runEnd(complete, begin, times);
      longest = Math.max(longest, end - begin);
      if (end - begin >= fewest) {
        IntStream.range(begin, end).forEach(n -> kept.add(complete[n]));
      }
      begin = end;
    }
    if (longest < fewest) {
      throw new InvalidInputException(
          "field",
          longest + " complete frames in a row",
          "at least " + fewest,
          "give more frames, or a method of differentiation that needs fewer");
    }
    return kept.build().toArray();
  }

  private static boolean isComplete(List<Tensor> values, int frame, int points) {
    return values.stream()
        .allMatch(
            one ->
                LongStream.range((long) frame * points, (long) (frame + 1) * points)
                    .allMatch(i -> Double.isFinite(one.getFlat(i))));
  }

  /** The end of the frames that follow each other in one run. */
  private static int runEnd(int[] frames, int begin, int times) {
    int end = begin + 1;
    while (end < frames.length && frames[end] == frames[end - 1] + 1 && frames[end] % times != 0) {
      end++;
    }
    return end;
  }

  private static double[] times(Field field) {
    if (field.timeAxis() < 0) {
      throw new InvalidInputException(
          "field '" + field.name() + "'",
          "over " + field.axes(),
          "one with a time axis",
          "say which axis is time");
    }
    double[] times = field.axes().get(field.timeAxis()).coordinates();
    for (int t = 1; t < times.length; t++) {
      if (!(times[t] > times[t - 1])) {
        throw new InvalidInputException(
            "time " + t + " of '" + field.name() + "'",
            times[t] + " after " + times[t - 1],
            "ascending times",
            "sort the frames");
      }
    }
    return times;
  }

  private static int points(Field field) {
    return Math.toIntExact(
        Arrays.stream(field.shape()).skip(field.timeAxis() + 1L).reduce(1, Math::multiplyExact));
  }

  /** Numbers in a frame. */
  public int points() {
    return points(field);
  }

  /** The times of a run. */
  public double[] times() {
    return times(field);
  }

  /** Number of independent runs. */
  public int runs() {
    return Math.toIntExact(
        Arrays.stream(field.shape()).limit(field.timeAxis()).reduce(1, Math::multiplyExact));
  }

  /** The axes of a frame. */
  public List<Axis> space() {
    return field.axes().subList(field.timeAxis() + 1, field.axes().size());
  }

  /** Axes that number runs, then time. */
  public List<Axis> frameAxes() {
    return field.axes().subList(0, field.timeAxis() + 1);
  }

  /** Frames of all runs. */
  public int allFrames() {
    return runs() * times().length;
  }

  /** A view for training. */
  public TensorDataset dataset() {
    return TensorDataset.of(tensors.toArray(Tensor[]::new));
  }

  /**
   * Samples as images: a view that needs not be closed.
   *
   * @param shape of one, {@code [channels, height, width]}
   */
  public FieldSamples shaped(long... shape) {
    long[] all = LongStream.concat(LongStream.of(frames.length), Arrays.stream(shape)).toArray();
    return new FieldSamples(field, tensors.stream().map(one -> one.reshape(all)).toList(), frames);
  }

  /** Frees the tensors. */
  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
