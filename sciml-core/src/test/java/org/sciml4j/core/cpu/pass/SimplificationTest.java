package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.Sqrt;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class SimplificationTest {
  private final Value x = Value.input("x", DType.F64, 4, 3);
  private final Value row = Value.input("row", DType.F64, 3);

  private Value simplified(Value value) {
    Graph graph = new Graph(List.of(x, row), List.of(value));
    return Simplification.simplify(graph).outputs().getFirst();
  }

  @Test
  void dropsNeutralElements() {
    assertThat(simplified(x.plus(0))).isSameAs(x);
    assertThat(simplified(x.minus(0))).isSameAs(x);
    assertThat(simplified(Value.of(new Multiply(), x, x.filled(1)))).isSameAs(x);
    assertThat(simplified(x.dividedBy(1))).isSameAs(x);
    assertThat(simplified(x.negate().negate())).isSameAs(x);
  }

  @Test
  void keepsProductsWithZeroForTheSakeOfNan() {
    assertThat(simplified(x.times(0)).primitive()).isEqualTo(new Multiply());
  }

  @Test
  void turnsDifferencesFromZeroIntoNegations() {
    assertThat(simplified(x.filled(0).minus(x)).primitive()).isEqualTo(new Negate());
  }

  @Test
  void turnsPowersIntoProductsAndRoots() {
    assertThat(simplified(x.power(1))).isSameAs(x);
    Value square = simplified(x.power(2));
    assertThat(square.primitive()).isEqualTo(new Multiply());
    assertThat(square.operands()).containsExactly(x, x);
    assertThat(simplified(x.power(0.5)).primitive()).isEqualTo(new Sqrt());
    assertThat(simplified(x.power(0.3)).primitive().name()).isEqualTo("power");
    assertThat(simplified(x.power(0)).primitive()).isEqualTo(new Constant(x.type(), 1));
  }

  @Test
  void undoesMovesThatCancel() {
    assertThat(simplified(x.transpose().transpose())).isSameAs(x);
    assertThat(simplified(x.reshape(12).reshape(2, 6).reshape(4, 3))).isSameAs(x);
    assertThat(simplified(x.reverse(0).reverse(0))).isSameAs(x);
    assertThat(simplified(x.slice(0, 0, 4))).isSameAs(x);
    assertThat(simplified(x.stopGradient())).isSameAs(x);
  }

  @Test
  void joinsSlicesOfSlices() {
    Value inner = x.slice(0, new Span(0, 2, 2)).slice(0, 1, 2);
    assertThat(simplified(inner).operand(0)).isSameAs(x);
    assertThat(simplified(inner).primitive()).isEqualTo(x.slice(0, new Span(2, 1, 2)).primitive());
  }

  @Test
  void takesSlicesOfOnePartOfAConcatenation() {
    Value joined = Value.concat(0, x, x.sin());
    assertThat(simplified(joined.slice(0, 0, 4))).isSameAs(x);
  }

  @Test
  void foldsConstants() {
    Value sum = Value.constant(x.type(), 2).plus(Value.constant(x.type(), 3));
    assertThat(simplified(sum).primitive()).isEqualTo(new Constant(x.type(), 5));
    Value single = Value.constant(x.type().withShape(), 0.1).cast(DType.F32).plus(0.2);
    assertThat(((Constant) simplified(single).primitive()).value(0)).isEqualTo(0.1f + 0.2f);
  }

  @Test
  void computesRepeatedValuesOnce() {
    Value value = simplified(row.broadcastTo(4, 3).sin().times(2));
    assertThat(value.primitive().name()).isEqualTo("broadcast");
    assertThat(value.operand(0).shape()).containsExactly(1, 3);
  }

  @Test
  void sumsRepeatedValuesByMultiplying() {
    Value value = simplified(Value.of(new Sum(List.of(0)), row.broadcastTo(4, 3)));
    assertThat(value.shape()).containsExactly(1, 3);
    assertThat(new Graph(List.of(row), List.of(value)).values())
        .noneMatch(one -> one.primitive() instanceof Sum);
  }

  @Test
  void joinsGradientsOfSlicesIntoAConcatenation() {
    Value left = embedded(row.slice(0, 0, 1), 0, 1);
    Value right = embedded(row.slice(0, 1, 3), 1, 2);
    Value value = simplified(left.plus(right));
    assertThat(value.primitive()).isEqualTo(new Concat(0));
    assertThat(value.operands()).hasSize(2);
    Value twice = simplified(left.plus(right).plus(left));
    assertThat(twice.operands()).hasSize(2);
    assertThat(twice.operand(0).primitive().name()).isEqualTo("add");
  }

  private static Value embedded(Value part, long from, long count) {
    return Value.of(new Embed(List.of(3L), List.of(new Span(from, count, 1))), part);
  }
}
