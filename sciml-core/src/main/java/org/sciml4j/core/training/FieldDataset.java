package org.sciml4j.core.training;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Snapshots of fields in time and what became of them: sample t is the input fields at time t and
 * the target fields at time t + lead, each stacked to {@code [variables, space...]}. Values are
 * read from the fields' files when asked for, one batch ahead of the training, so the fields may be
 * larger than memory. Missing values are refused when they are met; {@link #withoutMissing} leaves
 * out the samples that have some.
 */
public final class FieldDataset implements Dataset {
  private final List<Field> inputs;
  private final List<Field> targets;
  private final long lead;
  private final List<TensorType> types;
  private final long size;

  private FieldDataset(List<Field> inputs, List<Field> targets, long lead, DType dtype) {
    this.inputs = inputs;
    this.targets = targets;
    this.lead = lead;
    long[] space = space(inputs.getFirst());
    types = List.of(type(dtype, inputs, space), type(dtype, targets, space));
    size = steps(inputs.getFirst()) - lead;
  }

  /**
   * Pairs of input and target.
   *
   * @param inputs fields of the input, whose first axis is time
   * @param targets fields of the target, on the same axes
   * @param lead steps from input to target, 0 or more
   * @param dtype element type of the samples
   * @throws InvalidInputException if a list is empty, a field's first axis is not time, the axes
   *     differ or no pair is left
   */
  public static FieldDataset of(List<Field> inputs, List<Field> targets, long lead, DType dtype) {
    if (inputs.isEmpty() || targets.isEmpty()) {
      throw new InvalidInputException(
          "fields of a dataset", "none", "at least one input and one target", "name some");
    }
    Field first = inputs.getFirst();
    inputs.forEach(field -> requireLike(first, field));
    targets.forEach(field -> requireLike(first, field));
    if (lead < 0 || lead >= steps(first)) {
      throw new InvalidInputException(
          "lead",
          lead,
          "0 to " + (steps(first) - 1) + " steps of '" + first.name() + "'",
          "choose a shorter one");
    }
    return new FieldDataset(List.copyOf(inputs), List.copyOf(targets), lead, dtype);
  }

  /** Each state and the one {@code lead} steps later. */
  public static FieldDataset steps(List<Field> state, long lead, DType dtype) {
    return of(state, state, lead, dtype);
  }

  private static void requireLike(Field first, Field field) {
    if (field.timeAxis() != 0) {
      throw new InvalidInputException(
          "field '" + field.name() + "'",
          "on axes " + field.axes().stream().map(axis -> axis.name()).toList(),
          "one whose first axis is time",
          "choose a field that changes in time");
    }
    if (!Arrays.equals(field.shape(), first.shape())) {
      throw new InvalidInputException(
          "field '" + field.name() + "'",
          "of shape " + Arrays.toString(field.shape()),
          "the shape " + Arrays.toString(first.shape()) + " of '" + first.name() + "'",
          "slice them to the same points");
    }
  }

  private static long steps(Field field) {
    return field.shape()[0];
  }

  private static long[] space(Field field) {
    return Arrays.copyOfRange(field.shape(), 1, field.shape().length);
  }

  private static TensorType type(DType dtype, List<Field> fields, long... space) {
    return new TensorType(
        dtype, LongStream.concat(LongStream.of(fields.size()), LongStream.of(space)).toArray());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public List<TensorType> types() {
    return types;
  }

  /** Fields come from files, as a rule. */
  @Override
  public boolean wantsReadAhead() {
    return true;
  }

  /**
   * The samples without missing values, in order. Reads all fields once, a time step at a time.
   *
   * @throws InvalidInputException if none is left
   */
  public Dataset withoutMissing() {
    boolean[] inputsWhole = whole(inputs);
    boolean[] targetsWhole = targets.equals(inputs) ? inputsWhole : whole(targets);
    long[] samples =
        LongStream.range(0, size)
            .filter(t -> inputsWhole[(int) t] && targetsWhole[(int) (t + lead)])
            .toArray();
    if (samples.length == 0) {
      throw new InvalidInputException(
          "dataset",
          "without a sample that is free of missing values (" + size + " were tried)",
          "at least one",
          "fill the gaps, or slice the fields to where they have values");
    }
    return samples.length == size ? this : subset(samples);
  }

  /** By time, whether all of these fields have all values. */
  private boolean[] whole(List<Field> fields) {
    boolean[] whole = new boolean[Math.toIntExact(steps(fields.getFirst()))];
    try (Tensor values = Tensor.zeros(types.getFirst().dtype(), space(fields.getFirst()))) {
      for (int time = 0; time < whole.length; time++) {
        whole[time] = true;
        for (int k = 0; k < fields.size() && whole[time]; k++) {
          read(fields.get(k), time, values);
          whole[time] = missing(values) == 0;
        }
      }
    }
    return whole;
  }

  /**
   * @throws InvalidInputException if a value is missing, naming field, sample and time
   */
  @Override
  public void read(long[] samples, int from, int count, List<Tensor> into) {
    for (int i = 0; i < count; i++) {
      long sample = samples[from + i];
      read(inputs, sample, sample, into.get(0).at(i));
      read(targets, sample, sample + lead, into.get(1).at(i));
    }
  }

  private static void read(List<Field> fields, long sample, long time, Tensor into) {
    for (int k = 0; k < fields.size(); k++) {
      Tensor values = into.at(k);
      read(fields.get(k), time, values);
      long missing = missing(values);
      if (missing > 0) {
        throw new InvalidInputException(
            "field '" + fields.get(k).name() + "' in sample " + sample,
            "missing at " + missing + " of " + values.count() + " points, at time index " + time,
            "a value at every point",
            "fill the gaps, slice the fields to where they have values, or leave such samples out"
                + " by withoutMissing()");
      }
    }
  }

  private static void read(Field field, long time, Tensor into) {
    long[] shape = field.shape();
    long[] origin = new long[shape.length];
    origin[0] = time;
    shape[0] = 1;
    field.read(new Region(origin, shape), into);
  }

  /** Number of NaNs. */
  private static long missing(Tensor values) {
    MemorySegment numbers = values.segment();
    long count = values.count();
    long missing = 0;
    if (values.dtype() == DType.F32) {
      for (long i = 0; i < count; i++) {
        missing += Float.isNaN(numbers.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i)) ? 1 : 0;
      }
    } else {
      for (long i = 0; i < count; i++) {
        missing += Double.isNaN(numbers.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i)) ? 1 : 0;
      }
    }
    return missing;
  }
}
