package org.sciml4j.core.training;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Cuts time series into pairs of a window and what comes after it, for models that predict the
 * future from the past:
 *
 * <pre>{@code
 * series   0 1 2 3 4 5        TimeWindows.of(3)
 * inputs   0 1 2   1 2 3   2 3 4
 * targets        3       4       5
 * }</pre>
 *
 * <p>A window lies within one series. Windows in which a value of input or target is NaN are left
 * out and counted.
 */
public final class TimeWindows {
  private final long length;
  private final long stride;
  private final long horizon;
  private final boolean isSequence;

  private TimeWindows(long length, long stride, long horizon, boolean isSequence) {
    this.length = length;
    this.stride = stride;
    this.horizon = horizon;
    this.isSequence = isSequence;
  }

  /**
   * Windows of {@code length} times, one starting at every time, each with the next value as its
   * target.
   */
  public static TimeWindows of(long length) {
    return new TimeWindows(requirePositive("window length", length), 1, 1, false);
  }

  /** The same with {@code stride} times from the start of one window to that of the next. */
  public TimeWindows stride(long stride) {
    return new TimeWindows(length, requirePositive("stride", stride), horizon, isSequence);
  }

  /** The same with the next {@code steps} values, in a sequence of their own, as targets. */
  public TimeWindows horizon(long steps) {
    return new TimeWindows(length, stride, requirePositive("horizon", steps), true);
  }

  /** The windows of several series, as {@link #from(List)}. */
  public WindowPairs from(Tensor... series) {
    return from(List.of(series));
  }

  /**
   * The windows of each series in turn, earliest first. A series is {@code [time, features...]};
   * one of shape {@code [time]} has one feature. Inputs are {@code [windows, length, features...]},
   * targets {@code [windows, features...]}, or {@code [windows, horizon, features...]} where a
   * horizon was asked for.
   *
   * @throws InvalidInputException if there is no series, one is shorter than a window with its
   *     target, types or features differ, or every window has a NaN
   */
  public WindowPairs from(List<Tensor> series) {
    if (series.isEmpty()) {
      throw new InvalidInputException("series", "empty", "at least one", "pass a series");
    }
    long[][] starts = new long[series.size()][];
    long wanted = 0;
    for (int s = 0; s < starts.length; s++) {
      requireUsable(s, series.get(s), series.getFirst());
      starts[s] = starts(series.get(s));
      wanted += windows(series.get(s));
    }
    long found = Arrays.stream(starts).mapToLong(of -> of.length).sum();
    if (found == 0) {
      throw new InvalidInputException(
          "series",
          "without a window that is free of NaN (" + wanted + " were tried)",
          "at least one",
          "fill the gaps or choose a shorter window");
    }
    return copied(series, starts, found, wanted - found);
  }

  private void requireUsable(int index, Tensor series, Tensor first) {
    String name = "series " + index;
    if (series.rank() == 0) {
      throw new InvalidInputException(
          name, "a single number", "shape [time, features...]", "add the time axis");
    }
    if (!series.segment().scope().isAlive()) {
      throw new InvalidInputException(name, "closed", "an open tensor", "close it afterwards");
    }
    if (series.dtype() != first.dtype() || !Arrays.equals(features(series), features(first))) {
      throw new InvalidInputException(
          name, series, "the type and features of series 0, " + first, "convert or reshape it");
    }
    if (series.size(0) < length + horizon) {
      throw new InvalidInputException(
          name,
          "of " + series.size(0) + " times",
          "at least "
              + (length + horizon)
              + ", a window of "
              + length
              + " and "
              + horizon
              + " after",
          "choose a shorter window or leave the series out");
    }
  }

  private long windows(Tensor series) {
    return (series.size(0) - length - horizon) / stride + 1;
  }

  /** The times at which windows without NaN start. */
  private long[] starts(Tensor series) {
    long[] starts = new long[Math.toIntExact(windows(series))];
    int found = 0;
    long looked = 0;
    long lastMissing = -1;
    for (int window = 0; window < starts.length; window++) {
      long start = window * stride;
      for (; looked < start + length + horizon; looked++) {
        if (isMissing(series, looked)) {
          lastMissing = looked;
        }
      }
      if (lastMissing < start) {
        starts[found++] = start;
      }
    }
    return Arrays.copyOf(starts, found);
  }

  private static boolean isMissing(Tensor series, long time) {
    MemorySegment values = series.segment();
    long count = series.count() / series.size(0);
    boolean isMissing = false;
    for (long i = time * count; i < (time + 1) * count; i++) {
      isMissing |=
          series.dtype() == DType.F64
              ? Double.isNaN(values.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i))
              : Float.isNaN(values.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i));
    }
    return isMissing;
  }

  private WindowPairs copied(List<Tensor> series, long[][] starts, long windows, long skipped) {
    Tensor first = series.getFirst();
    long[] features = features(first);
    Tensor inputs = Tensor.zeros(first.dtype(), shape(windows, length, features));
    Tensor targets =
        Tensor.zeros(
            first.dtype(),
            isSequence ? shape(windows, horizon, features) : shape(windows, features));
    long step = first.count() / first.size(0) * first.dtype().bytes();
    long window = 0;
    for (int s = 0; s < starts.length; s++) {
      MemorySegment from = series.get(s).segment();
      for (long start : starts[s]) {
        copy(from, start, inputs, window, length * step, step);
        copy(from, start + length, targets, window, horizon * step, step);
        window++;
      }
    }
    return new WindowPairs(inputs, targets, skipped);
  }

  private static void copy(
      MemorySegment from, long time, Tensor to, long window, long bytes, long step) {
    MemorySegment.copy(from, time * step, to.segment(), window * bytes, bytes);
  }

  private static long[] shape(long windows, long[] features) {
    return LongStream.concat(LongStream.of(windows), Arrays.stream(features)).toArray();
  }

  private static long[] shape(long windows, long times, long[] features) {
    return LongStream.concat(LongStream.of(windows, times), Arrays.stream(features)).toArray();
  }

  private static long[] features(Tensor series) {
    return series.rank() == 1
        ? new long[] {1}
        : Arrays.copyOfRange(series.shape(), 1, series.rank());
  }

  private static long requirePositive(String argument, long value) {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          argument, value, "1 to " + Integer.MAX_VALUE, "choose a number of times");
    }
    return value;
  }
}
