package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class PiecesTest {
  private static final Span ROWS = Span.all(2);

  private final Value x = Value.input("x", DType.F64, 2, 3);
  private final Value y = Value.input("y", DType.F64, 2, 4);

  private static Value joined(Value value) {
    return Pieces.join((Operation) value.primitive(), value);
  }

  /** A value at columns from {@code from} on of two rows of ten. */
  private static Value at(long from, Value piece) {
    return Value.of(
        new Embed(List.of(2L, 10L), List.of(ROWS, new Span(from, piece.type().size(1), 1))), piece);
  }

  private static void isZeros(Value value, long columns) {
    assertThat(value.primitive()).isEqualTo(new Constant(new TensorType(DType.F64, 2, columns), 0));
  }

  @Test
  void onePieceIsAConcatenationWithZeros() {
    Value inside = joined(at(4, x));
    assertThat(inside.primitive()).isEqualTo(new Concat(1));
    assertThat(inside.operands()).hasSize(3);
    isZeros(inside.operand(0), 4);
    assertThat(inside.operand(1)).isSameAs(x);
    isZeros(inside.operand(2), 3);
    assertThat(joined(at(0, y)).operands()).hasSize(2);
  }

  @Test
  void piecesSideBySideLieInTheirOrder() {
    Value sum = joined(joined(at(6, y)).plus(joined(at(2, x))));
    assertThat(sum.operands()).hasSize(4);
    isZeros(sum.operand(0), 2);
    assertThat(sum.operand(1)).isSameAs(x);
    isZeros(sum.operand(2), 1);
    assertThat(sum.operand(3)).isSameAs(y);
  }

  @Test
  void coincidingPiecesAreAdded() {
    Value sum = joined(joined(at(2, x)).plus(joined(at(2, x.sin()))));
    assertThat(sum.operands()).hasSize(3);
    assertThat(sum.operand(1).primitive().name()).isEqualTo("add");
    assertThat(sum.operand(1).operand(0)).isSameAs(x);
  }

  @Test
  void piecesThatOverlapInPartStayApart() {
    assertThat(joined(joined(at(2, x)).plus(joined(at(3, y))))).isNull();
  }

  @Test
  void piecesAlongTwoAxesOrWithGapsStayAsTheyAre() {
    Value corner = Value.of(new Embed(List.of(3L, 4L), List.of(Span.of(0, 2), Span.of(1, 4))), x);
    assertThat(joined(corner)).isNull();
    Value spread = Value.of(new Embed(List.of(2L, 6L), List.of(ROWS, new Span(0, 3, 2))), x);
    assertThat(joined(spread)).isNull();
    Value columns = Value.concat(1, x, x.sin());
    Value rows = Value.concat(0, x.reshape(1, 6), x.cos().reshape(1, 6));
    assertThat(joined(columns.plus(rows))).isNull();
  }
}
