package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class RepetitionTest {
  private final Value row = Value.input("row", DType.F64, 3);
  private final Value column = Value.input("column", DType.F64, 4, 1);

  @Test
  void computesRepeatedElementsOnce() {
    Value postponed = Repetition.postpone(row.broadcastTo(4, 3).sin());
    assertThat(postponed.primitive()).isInstanceOf(Broadcast.class);
    assertThat(postponed.shape()).containsExactly(4, 3);
    assertThat(postponed.operand(0).type().count()).isEqualTo(3);
  }

  @Test
  void keepsWhatDiffersInEveryElement() {
    assertThat(Repetition.postpone(row.broadcastTo(4, 3).plus(column.broadcastTo(4, 3)))).isNull();
    assertThat(Repetition.postpone(row.sin())).isNull();
  }
}
