package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class DatasetTest {
  private static Tensor counting(long... shape) {
    int count = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return Tensor.of(IntStream.range(0, count).asDoubleStream().toArray(), shape);
  }

  @Test
  void should_read_samples_side_by_side() {
    Dataset data = TensorDataset.of(counting(5, 2), counting(5));
    List<Tensor> batch = List.of(Tensor.zeros(DType.F64, 3, 2), Tensor.zeros(DType.F64, 3));

    data.read(new long[] {9, 4, 0, 2, 9}, 1, 3, batch);

    assertThat(batch.get(0).toDoubles()).containsExactly(8, 9, 0, 1, 4, 5);
    assertThat(batch.get(1).toDoubles()).containsExactly(4, 0, 2);
  }

  @Test
  void should_read_a_subset_of_a_subset() {
    Dataset data = TensorDataset.of(counting(6)).subset(5, 3, 1).subset(2, 0);
    List<Tensor> batch = List.of(Tensor.zeros(DType.F64, 2));

    data.read(new long[] {0, 1}, 0, 2, batch);

    assertThat(batch.getFirst().toDoubles()).containsExactly(1, 5);
  }

  @Test
  void should_stack_fields_and_what_became_of_them() {
    Field u = TensorField.inTime("u", counting(4, 3), 0.1, 1);
    Field v = TensorField.inTime("v", counting(4, 3).fill(7), 0.1, 1);
    Dataset data = FieldDataset.of(List.of(u, v), List.of(u), 2, DType.F32);
    List<Tensor> batch =
        List.of(Tensor.zeros(DType.F32, 1, 2, 3), Tensor.zeros(DType.F32, 1, 1, 3));

    data.read(new long[] {1}, 0, 1, batch);

    assertThat(data.size()).isEqualTo(2);
    assertThat(data.types())
        .containsExactly(new TensorType(DType.F32, 2, 3), new TensorType(DType.F32, 1, 3));
    assertThat(batch.get(0).toDoubles()).containsExactly(3, 4, 5, 7, 7, 7);
    assertThat(batch.get(1).toDoubles()).containsExactly(9, 10, 11);
  }

  /** The numbers 0, 1, 2, ... at five times and three points, some missing. */
  private static Field gappy(String name, int... missing) {
    Tensor values = counting(5, 3);
    for (int at : missing) {
      values.setFlat(at, Double.NaN);
    }
    return TensorField.inTime(name, values, 0.1, 1);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void should_refuse_missing_values_and_say_where(DType dtype) {
    Dataset data =
        FieldDataset.of(List.of(gappy("u")), List.of(gappy("u"), gappy("v", 10, 11)), 1, dtype);
    List<Tensor> batch = List.of(Tensor.zeros(dtype, 2, 1, 3), Tensor.zeros(dtype, 2, 2, 3));

    data.read(new long[] {0, 3}, 0, 2, batch);
    assertThatThrownBy(() -> data.read(new long[] {0, 2}, 0, 2, batch))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("field 'v' in sample 2 is missing at 2 of 3 points, at time index 3")
        .hasMessageContaining("withoutMissing()");
  }

  @Test
  void should_leave_out_samples_with_missing_values_on_request() {
    Field u = gappy("u", 0);
    Field v = gappy("v", 9);
    List<Tensor> batch =
        List.of(Tensor.zeros(DType.F64, 2, 1, 3), Tensor.zeros(DType.F64, 2, 1, 3));

    // Input u lacks time 0, target v time 3: samples 0 and 2 of 0 to 3.
    Dataset data = FieldDataset.of(List.of(u), List.of(v), 1, DType.F64).withoutMissing();
    assertThat(data.size()).isEqualTo(2);
    data.read(new long[] {0, 1}, 0, 2, batch);
    assertThat(batch.get(0).toDoubles()).containsExactly(3, 4, 5, 9, 10, 11);
    assertThat(batch.get(1).toDoubles()).containsExactly(6, 7, 8, 12, 13, 14);

    FieldDataset whole = FieldDataset.steps(List.of(gappy("w")), 1, DType.F64);
    assertThat(whole.withoutMissing()).isSameAs(whole);
    FieldDataset hopeless = FieldDataset.steps(List.of(gappy("w", 4, 10)), 1, DType.F64);
    assertThatThrownBy(hopeless::withoutMissing)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("(4 were tried)");
  }

  @Property
  void should_split_into_two_parts_that_make_the_whole(
      @ForAll @IntRange(min = 3, max = 200) int n) {
    Split split = TensorDataset.of(counting(n)).split(0.4, RandomKey.of(n));

    int first = (int) split.training().size();
    double[] training = read(split.training());
    double[] validation = read(split.validation());

    assertThat(first).isEqualTo(n - (int) Math.round(0.4 * n));
    assertThat(
            IntStream.concat(
                    Arrays.stream(training).mapToInt(x -> (int) x),
                    Arrays.stream(validation).mapToInt(x -> (int) x))
                .sorted()
                .toArray())
        .isEqualTo(IntStream.range(0, n).toArray());
  }

  private static double[] read(Dataset data) {
    int n = (int) data.size();
    List<Tensor> batch = List.of(Tensor.zeros(DType.F64, n));
    data.read(Permutation.identity(n), 0, n, batch);
    return batch.getFirst().toDoubles();
  }

  @Test
  void should_hold_back_the_end_of_a_series() {
    Split split = TensorDataset.of(counting(10)).splitAtEnd(0.2);

    assertThat(read(split.validation())).containsExactly(8, 9);
  }

  @Test
  void should_shuffle_evenly() {
    int[] counts = new int[6];
    for (int draw = 0; draw < 6000; draw++) {
      long[] order = Permutation.of(3, RandomKey.of(draw));
      counts[(int) (order[0] * 2 + (order[1] > order[2] ? 1 : 0))]++;
    }

    // Standard deviation of a count: √(6000 · 1/6 · 5/6) = 29.
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(870, 1130));
  }

  @Test
  void should_refuse_data_that_do_not_fit() {
    assertThatThrownBy(() -> TensorDataset.of(counting(3), counting(4)))
        .hasMessageContaining("4 and 3 samples");
    assertThatThrownBy(() -> TensorDataset.of(Tensor.zeros(DType.F64, 0, 2)))
        .hasMessageContaining("[0, 2]");
    assertThatThrownBy(() -> TensorDataset.of(counting(3)).split(0.01, RandomKey.of(1)))
        .hasMessageContaining("0.01 of 3 samples");
    Field still = TensorField.inSpace("s", counting(4, 3), 1, 1);
    assertThatThrownBy(() -> FieldDataset.steps(List.of(still), 1, DType.F64))
        .hasMessageContaining("first axis is time");
    Field moving = TensorField.inTime("u", counting(4, 3), 0.1, 1);
    assertThatThrownBy(() -> FieldDataset.steps(List.of(moving), 4, DType.F64))
        .hasMessageContaining("lead is 4, expected 0 to 3 steps of 'u'");
    assertThatThrownBy(() -> TensorDataset.of(counting(3)).subset(3))
        .hasMessageContaining("sample is 3");
  }
}
