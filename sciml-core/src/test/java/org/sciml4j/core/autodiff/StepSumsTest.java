package org.sciml4j.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Input;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Primitive;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class StepSumsTest {
  private static final int STEPS = 4;

  private static Value repeat(
      Checkpointing checkpointing, BinaryOperator<Value> step, Value start, Value weight) {
    Value h = Value.input("h", start.type());
    Value w = Value.input("w", weight.type());
    Graph body = Graph.of(List.of(h, w), step.apply(h, w));
    return new Loop(body, STEPS, 1, 0, false, checkpointing).on(List.of(start, weight)).getFirst();
  }

  private static Value gradient(
      Checkpointing checkpointing, BinaryOperator<Value> step, Point start, Point weight) {
    Value x = start.input("x");
    Value w = weight.input("w");
    return Autodiff.grad(repeat(checkpointing, step, x, w).square().sum(), w);
  }

  private static void assertDerivatives(BinaryOperator<Value> step, Point start, Point weight) {
    DerivativeCheck.of(
        x -> repeat(Checkpointing.NONE, step, x.get(0), x.get(1)).square().sum(), start, weight);
  }

  private static Loop backward(Value gradient) {
    return Graph.order(List.of(gradient)).stream()
        .filter(value -> value.primitive() instanceof Loop)
        .map(value -> (Loop) value.primitive())
        .filter(Loop::reverse)
        .findFirst()
        .orElseThrow();
  }

  private static long count(Graph graph, Class<? extends Primitive> kind) {
    return graph.values().stream().filter(value -> kind.isInstance(value.primitive())).count();
  }

  private static long countAfterLoops(Value gradient, Class<? extends Primitive> kind) {
    return count(new Graph(inputs(gradient), List.of(gradient)), kind);
  }

  private static List<Value> inputs(Value value) {
    return Graph.order(List.of(value)).stream()
        .filter(one -> one.primitive() instanceof Input)
        .toList();
  }

  private final Point batch = Point.between(-1, 1, 5, 3);
  private final Point square = Point.between(-1, 1, 3, 3);

  @Test
  void aWeightsGradientIsOneProductAfterTheLoop() {
    BinaryOperator<Value> step = (h, w) -> h.matmul(w).tanh();
    Value gradient = gradient(Checkpointing.NONE, step, batch, square);
    assertThat(backward(gradient).carries()).isEqualTo(1);
    assertThat(count(backward(gradient).body(), MatMul.class)).isEqualTo(1);
    assertThat(countAfterLoops(gradient, MatMul.class)).isEqualTo(1);
    Value product =
        Graph.order(List.of(gradient)).stream()
            .filter(value -> value.primitive() instanceof MatMul)
            .findFirst()
            .orElseThrow();
    assertThat(product.operand(0).shape()).containsExactly(3, STEPS * 5);
    assertThat(product.operand(1).shape()).containsExactly(STEPS * 5, 3);
    assertDerivatives(step, batch, square);
  }

  @Test
  void soItIsForAWeightTransposedSharedOrSeenThroughNegation() {
    assertPostponed((h, w) -> h.matmul(w.transpose()).tanh(), batch, square);
    assertPostponed((h, w) -> h.matmul(w).tanh().matmul(w).sin(), batch, square);
    assertPostponed((h, w) -> h.minus(h.matmul(w).tanh()), batch, square);
    assertPostponed((h, w) -> w.matmul(h.transpose()).transpose().tanh(), batch, square);
  }

  @Test
  void soItIsForALeadingAxisAndForAVector() {
    assertPostponed((h, w) -> h.matmul(w).tanh(), Point.between(-1, 1, 2, 5, 3), square);
    assertPostponed((h, w) -> h.matmul(w).tanh(), Point.between(-1, 1, 3), square);
  }

  @Test
  void aBiasIsSummedWithTheStackOfItsWeight() {
    BinaryOperator<Value> step = (h, w) -> h.matmul(w.slice(0, 0, 3)).plus(w.slice(0, 3, 4)).tanh();
    assertDerivatives(step, batch, Point.between(-1, 1, 4, 3));

    Value x = batch.input("x");
    Value w = square.input("w");
    Value b = Value.input("b", DType.F64, 3);
    Value h = batch.input("h");
    Value bodyW = square.input("body w");
    Value bodyB = Value.input("body b", DType.F64, 3);
    Graph body = Graph.of(List.of(h, bodyW, bodyB), h.matmul(bodyW).plus(bodyB).tanh());
    Value last =
        new Loop(body, STEPS, 1, 0, false, Checkpointing.NONE).on(List.of(x, w, b)).getFirst();
    List<Value> gradients = Autodiff.grad(last.sum(), List.of(w, b));
    assertThat(backward(gradients.get(1)).carries()).isEqualTo(1);
  }

  @Test
  void aKernelsGradientIsOneOverABatchOfAllSteps() {
    ConvolutionGeometry same = ConvolutionGeometry.dense(1).withPadding(List.of(1L), List.of(1L));
    BinaryOperator<Value> step = (h, w) -> Value.of(new Convolution(same), h, w).tanh();
    Point image = Point.between(-1, 1, 2, 3, 4);
    Point kernel = Point.between(-1, 1, 3, 3, 3);
    Value gradient = gradient(Checkpointing.NONE, step, image, kernel);
    assertThat(backward(gradient).carries()).isEqualTo(1);
    assertThat(gradient.primitive()).isInstanceOf(ConvolutionKernelAdjoint.class);
    assertThat(gradient.operand(0).shape()).containsExactly(STEPS * 2, 3, 4);
    assertDerivatives(step, image, kernel);
  }

  @Test
  void otherContributionsGrowFromStepToStep() {
    BinaryOperator<Value> step = (h, w) -> h.times(w).sin();
    Value gradient = gradient(Checkpointing.NONE, step, batch, batch);
    assertThat(gradient.primitive()).isInstanceOf(Item.class);
    assertThat(backward(gradient).carries()).isEqualTo(2);
    assertDerivatives(step, batch, batch);
  }

  @Test
  void aWeightMayContributeInBothWays() {
    BinaryOperator<Value> step = (h, w) -> h.matmul(w).plus(w.square().sum()).tanh();
    assertThat(backward(gradient(Checkpointing.NONE, step, batch, square)).carries()).isEqualTo(2);
    assertDerivatives(step, batch, square);
  }

  @Test
  void checkpointedStepsAddUpAtOnce() {
    BinaryOperator<Value> step = (h, w) -> h.matmul(w).tanh();
    Value gradient = gradient(Checkpointing.CARRIES, step, batch, square);
    assertThat(backward(gradient).carries()).isEqualTo(2);
  }

  private static void assertPostponed(BinaryOperator<Value> step, Point start, Point weight) {
    Value gradient = gradient(Checkpointing.NONE, step, start, weight);
    assertThat(backward(gradient).carries()).isEqualTo(1);
    assertDerivatives(step, start, weight);
  }
}
