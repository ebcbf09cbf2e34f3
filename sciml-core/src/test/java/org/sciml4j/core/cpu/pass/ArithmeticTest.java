package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Power;
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class ArithmeticTest {
  private final Value x = Value.input("x", DType.F64, 3);
  private final Value y = Value.input("y", DType.F64, 3);

  private static Value simplified(Operation operation, Value... operands) {
    Value value = Value.of(operation, operands);
    return Arithmetic.simplify(operation, value);
  }

  private static void is(Value value, Operation operation, Value... operands) {
    assertThat(value.primitive()).isEqualTo(operation);
    assertThat(value.operands()).containsExactly(operands);
  }

  @Test
  void signsMoveIntoSumsAndDifferences() {
    is(simplified(new Add(), x, y.negate()), new Subtract(), x, y);
    is(simplified(new Add(), x.negate(), y), new Subtract(), y, x);
    is(simplified(new Subtract(), x, y.negate()), new Add(), x, y);
    is(simplified(new Subtract(), x.filled(0), y), new Negate(), y);
  }

  @Test
  void signsLeaveProductsAndMagnitudes() {
    is(simplified(new Multiply(), x.negate(), y.negate()), new Multiply(), x, y);
    is(simplified(new Multiply(), x, x.filled(-1)), new Negate(), x);
    is(simplified(new Divide(), x, x.filled(-1)), new Negate(), x);
    is(simplified(new Abs(), x.negate()), new Abs(), x);
    Value scaled = simplified(new Multiply(), x.negate(), x.filled(3));
    assertThat(scaled.operand(0)).isSameAs(x);
    assertThat(scaled.operand(1).primitive()).isEqualTo(new Constant(x.type(), -3));
  }

  @Test
  void numbersComeSecond() {
    Value three = x.filled(3);
    is(simplified(new Multiply(), three, x), new Multiply(), x, three);
    assertThat(simplified(new Multiply(), x, three)).isNull();
  }

  @Test
  void aConditionKnownBeforehandChooses() {
    assertThat(simplified(new Select(), x.filled(2), x, y)).isSameAs(x);
    assertThat(simplified(new Select(), x.filled(0), x, y)).isSameAs(y);
    assertThat(simplified(new Select(), x, x, y)).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-4, -3.5, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4})
  void smallPowersAreProductsAndRootsOfTheSameValue(double exponent) {
    Value base = Value.constant(x.type(), 0.7, 1.3, 2.9);
    Value products = simplified(new Power(), x, x.filled(exponent));
    Graph graph = Graph.of(List.of(x), products);
    assertThat(graph.values()).noneMatch(value -> value.primitive() instanceof Power);
    double[] expected = ReferenceDevice.evaluate(base.power(exponent));
    assertThat(ReferenceDevice.evaluate(graph.on(List.of(base)).getFirst()))
        .usingComparatorWithPrecision(1e-13)
        .containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {4.5, 5, -5, 0.25, Double.NaN, Double.POSITIVE_INFINITY})
  void otherPowersStay(double exponent) {
    assertThat(simplified(new Power(), x, x.filled(exponent))).isNull();
  }
}
