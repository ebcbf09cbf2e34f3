package org.sciml4j.core.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class ReadAheadTest {
  private static List<ReadAhead.Request> rows(Field field, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new ReadAhead.Request(field, new Region(new long[] {i, 0}, new long[] {1, 3})))
        .toList();
  }

  private static Tensor counting(int rows) {
    Tensor tensor = Tensor.zeros(DType.F32, rows, 3);
    for (long i = 0; i < tensor.count(); i++) {
      tensor.setFlat(i, i);
    }
    return tensor;
  }

  @Test
  void answersInOrder() {
    try (Tensor values = counting(50);
        ReadAhead ahead =
            new ReadAhead(rows(TensorField.inSpace("u", values, 1, 1), 50).iterator())) {
      List<Double> firsts = new ArrayList<>();
      while (ahead.hasNext()) {
        Tensor row = ahead.next();
        assertThat(row.shape()).containsExactly(1, 3);
        assertThat(row.dtype()).isEqualTo(DType.F32);
        firsts.add(row.getFlat(0));
      }
      assertThat(firsts)
          .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> 3.0 * i).toList());
      assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void keepsTheLatestTensorsValid() {
    try (Tensor values = counting(40);
        ReadAhead ahead =
            new ReadAhead(rows(TensorField.inSpace("u", values, 1, 1), 40).iterator(), 3, 2)) {
      List<Tensor> latest = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        latest.add(ahead.next());
        for (int k = Math.max(0, i - 2); k <= i; k++) {
          assertThat(latest.get(k).getFlat(0)).isEqualTo(3.0 * k);
        }
      }
    }
  }

  @Test
  void storesSeveralPartsOneAfterTheOther() {
    try (Tensor values = counting(6)) {
      Field field = TensorField.inSpace("u", values, 1, 1);
      ReadAhead.Request wrapped =
          new ReadAhead.Request(
              field,
              List.of(
                  new Region(new long[] {5, 0}, new long[] {1, 3}),
                  new Region(new long[] {0, 0}, new long[] {1, 3})));
      try (ReadAhead ahead = new ReadAhead(List.of(wrapped).iterator())) {
        assertThat(ahead.next().toDoubles()).containsExactly(15, 16, 17, 0, 1, 2);
      }
    }
  }

  @Test
  void handsFailuresToTheCaller() {
    try (Tensor values = counting(2);
        ReadAhead ahead =
            new ReadAhead(rows(TensorField.inSpace("u", values, 1, 1), 3).iterator())) {
      ahead.next();
      ahead.next();
      assertThatThrownBy(ahead::next).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void canBeClosedBeforeTheEnd() {
    try (Tensor values = counting(50);
        ReadAhead ahead =
            new ReadAhead(rows(TensorField.inSpace("u", values, 1, 1), 50).iterator())) {
      assertThat(ahead.next().getFlat(0)).isZero();
    }
  }

  @Test
  void mayBeClosedTwice() {
    try (Tensor values = counting(5)) {
      ReadAhead ahead = new ReadAhead(rows(TensorField.inSpace("u", values, 1, 1), 5).iterator());
      assertThat(ahead.next().getFlat(0)).isZero();
      ahead.close();
      ahead.close();
      assertThat(ahead.hasNext()).isFalse();
    }
  }
}
