package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class TimeWindowsTest {
  private static Tensor counting(double from, long... shape) {
    Tensor tensor = Tensor.zeros(DType.F64, shape);
    for (long i = 0; i < tensor.count(); i++) {
      tensor.setFlat(i, from + i);
    }
    return tensor;
  }

  @Example
  void pairs_each_window_with_the_next_value() {
    try (WindowPairs pairs = TimeWindows.of(3).from(counting(0, 6))) {
      assertThat(pairs.inputs().shape()).containsExactly(3, 3, 1);
      assertThat(pairs.inputs().toDoubles()).containsExactly(0, 1, 2, 1, 2, 3, 2, 3, 4);
      assertThat(pairs.targets().shape()).containsExactly(3, 1);
      assertThat(pairs.targets().toDoubles()).containsExactly(3, 4, 5);
      assertThat(pairs.skipped()).isZero();
    }
  }

  @Example
  void never_crosses_from_one_series_to_the_next() {
    try (WindowPairs pairs =
        TimeWindows.of(2).horizon(2).stride(2).from(counting(0, 7, 1), counting(100, 4, 1))) {
      assertThat(pairs.inputs().toDoubles()).containsExactly(0, 1, 2, 3, 100, 101);
      assertThat(pairs.targets().shape()).containsExactly(3, 2, 1);
      assertThat(pairs.targets().toDoubles()).containsExactly(2, 3, 4, 5, 102, 103);
    }
  }

  @Example
  void keeps_fields_and_single_precision() {
    Tensor series = counting(0, 4, 2, 3).to(DType.F32);
    try (WindowPairs pairs = TimeWindows.of(1).horizon(1).from(series)) {
      assertThat(pairs.inputs().dtype()).isEqualTo(DType.F32);
      assertThat(pairs.inputs().shape()).containsExactly(3, 1, 2, 3);
      assertThat(pairs.targets().shape()).containsExactly(3, 1, 2, 3);
      assertThat(pairs.targets().get(2, 0, 1, 2)).isEqualTo(23);
    }
    try (WindowPairs pairs = TimeWindows.of(1).from(series)) {
      assertThat(pairs.targets().shape()).containsExactly(3, 2, 3);
    }
  }

  @Example
  void skips_and_counts_windows_with_nan_in_input_or_target() {
    for (DType type : DType.values()) {
      Tensor series = counting(0, 8, 2).to(type);
      series.set(Double.NaN, 4, 1);
      try (WindowPairs pairs = TimeWindows.of(2).from(series)) {
        assertThat(pairs.inputs().toDoubles())
            .containsExactly(0, 1, 2, 3, 2, 3, 4, 5, 10, 11, 12, 13);
        assertThat(pairs.targets().toDoubles()).containsExactly(4, 5, 6, 7, 14, 15);
        assertThat(pairs.skipped()).isEqualTo(3);
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void windows_are_pieces_of_the_series(
      @ForAll @LongRange(min = 1, max = 6) long length,
      @ForAll @LongRange(min = 1, max = 4) long horizon,
      @ForAll @LongRange(min = 1, max = 9) long stride,
      @ForAll @IntRange(max = 20) int more,
      @ForAll @IntRange(max = 40) int missing) {
    Tensor series = counting(0, length + horizon + more);
    if (missing < series.size(0)) {
      series.set(Double.NaN, missing);
    }
    long expected = 0;
    long skipped = 0;
    for (long start = 0; start + length + horizon <= series.size(0); start += stride) {
      if (missing >= start && missing < start + length + horizon) {
        skipped++;
      } else {
        expected++;
      }
    }
    TimeWindows windows = TimeWindows.of(length).horizon(horizon).stride(stride);
    if (expected == 0) {
      assertThatThrownBy(() -> windows.from(series))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("free of NaN");
      return;
    }
    try (WindowPairs pairs = windows.from(series)) {
      assertThat(pairs.inputs().size(0)).isEqualTo(expected);
      assertThat(pairs.skipped()).isEqualTo(skipped);
      for (long n = 0; n < expected; n++) {
        double start = pairs.inputs().get(n, 0, 0);
        assertThat(start % stride).isZero();
        for (long i = 0; i < length; i++) {
          assertThat(pairs.inputs().get(n, i, 0)).isEqualTo(start + i);
        }
        for (long i = 0; i < horizon; i++) {
          assertThat(pairs.targets().get(n, i, 0)).isEqualTo(start + length + i);
        }
      }
    }
  }

  @Example
  void refuses_what_gives_no_windows() {
    Tensor closed = Tensor.zeros(DType.F64, 9);
    closed.close();
    assertRefused(TimeWindows.of(9), "series 1 is of 9 times", counting(0, 10), counting(0, 9));
    assertRefused(TimeWindows.of(2), "at least one");
    assertRefused(TimeWindows.of(2), "closed", closed);
    assertRefused(TimeWindows.of(2), "single number", Tensor.of(new double[1]));
    assertRefused(TimeWindows.of(2), "series 1 is F64[9, 3]", counting(0, 9, 2), counting(0, 9, 3));
    assertRefused(
        TimeWindows.of(2), "series 1 is F32[9]", counting(0, 9), Tensor.zeros(DType.F32, 9));
    assertThatThrownBy(() -> TimeWindows.of(0)).hasMessageContaining("window length is 0");
    assertThatThrownBy(() -> TimeWindows.of(1).stride(-1)).hasMessageContaining("stride is -1");
    assertThatThrownBy(() -> TimeWindows.of(1).horizon(0)).hasMessageContaining("horizon is 0");
  }

  private static void assertRefused(TimeWindows windows, String part, Tensor... series) {
    assertThatThrownBy(() -> windows.from(series))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(part);
  }
}
