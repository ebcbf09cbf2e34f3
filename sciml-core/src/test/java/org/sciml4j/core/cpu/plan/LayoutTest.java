package org.sciml4j.core.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Span;

class LayoutTest {
  private final Layout dense = Layout.dense(4, 6);

  @Test
  void viewsMoveOffsetAndStrides() {
    Layout slice = dense.slice(List.of(new Span(1, 2, 2), Span.of(3, 6)));
    assertThat(slice.offset()).isEqualTo(9);
    assertThat(slice.strides()).containsExactly(12, 1);
    assertThat(dense.transpose(List.of(1, 0)).strides()).containsExactly(1, 6);
    assertThat(dense.reverse(List.of(1)).offset()).isEqualTo(5);
    assertThat(Layout.dense(3).broadcast(List.of(2L, 3L)).strides()).containsExactly(0, 1);
  }

  @Test
  void reshapesWithoutACopyWherePossible() {
    assertThat(dense.reshape(2, 2, 3, 2).strides()).containsExactly(12, 6, 2, 1);
    Layout columns = dense.slice(List.of(Span.all(4), Span.of(0, 3)));
    assertThat(columns.reshape(12)).isNull();
    assertThat(columns.reshape(2, 2, 3).strides()).containsExactly(12, 6, 1);
    assertThat(dense.transpose(List.of(1, 0)).reshape(24)).isNull();
    assertThat(Layout.repeated(4, 6).reshape(3, 8).strides()).containsExactly(0, 0);
  }

  @Test
  void ofExtentOneAnyStrideWillDo() {
    Layout row = dense.slice(List.of(Span.of(2, 3), Span.all(6)));
    assertThat(row.isDense()).isTrue();
    assertThat(row.isWhole()).isFalse();
    assertThat(row.reshape(6).offset()).isEqualTo(12);
    assertThat(row).isEqualTo(Layout.dense(1, 6).moved(12));
  }
}
