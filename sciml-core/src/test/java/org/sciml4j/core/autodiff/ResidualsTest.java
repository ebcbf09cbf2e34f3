package org.sciml4j.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Tanh;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class ResidualsTest {
  private final Value a = Value.input("a", DType.F64, 4);
  private final Value b = Value.input("b", DType.F64, 4);

  private Set<Value> kept(Set<Value> needed) {
    Set<Value> all = Set.copyOf(Graph.order(List.copyOf(needed)));
    return new Residuals(Set.of(), all, all).choose(needed, Set.of());
  }

  @Test
  void cheapOperationsAreRepeatedWhereThatSavesKeeping() {
    Value y = a.tanh();
    Value slope = y.filled(1).minus(y.square());
    assertThat(kept(Set.of(y, slope))).containsExactly(y);
    assertThat(kept(Set.of(y.broadcastTo(5, 4), y.reshape(2, 2)))).containsExactly(y);
  }

  @Test
  void expensiveOperationsAreNot() {
    Value y = a.tanh();
    assertThat(kept(Set.of(y))).containsExactly(y);
    Value product = a.reshape(2, 2).matmul(b.reshape(2, 2));
    assertThat(kept(Set.of(product.square(), product.abs()))).containsExactly(product);
  }

  @Test
  void theSmallerOfSeveralIsKept() {
    Value sum = a.plus(b);
    assertThat(kept(Set.of(sum))).containsExactly(sum);
    assertThat(kept(Set.of(sum, a.minus(b), a.times(b)))).containsExactlyInAnyOrder(a, b);
    Value slope = a.sign();
    Residuals residuals = new Residuals(Set.of(), Set.of(a), Set.of(a, slope));
    assertThat(residuals.choose(Set.of(slope), Set.of())).containsExactly(a);
    Value total = a.exp().sumKeepingAxes(0);
    assertThat(kept(Set.of(total.broadcastTo(4)))).containsExactly(total);
  }

  @Test
  void whatIsAtHandOrDoesNotVaryCostsNothing() {
    Value y = a.plus(b);
    Residuals residuals = new Residuals(Set.of(a, b), Set.of(), Set.of(a, y));
    assertThat(residuals.choose(Set.of(y), Set.of())).containsExactlyInAnyOrder(a, b);
    Value constant = b.exp();
    assertThat(residuals.choose(Set.of(constant), Set.of())).containsExactly(b);
    assertThat(residuals.choose(Set.of(y), Set.of(y))).containsExactly(y);
  }

  /** The forward loop returns the hidden states alone: what they are, and h of one step earlier. */
  @Test
  void aRecurrentStepKeepsWhatItNeedsAndRepeatsNoProductAndNoTanh() {
    Value h = Value.input("h", DType.F64, 5, 3);
    Value w = Value.input("w", DType.F64, 3, 3);
    Value next = h.matmul(w).tanh();
    Loop loop = new Loop(Graph.of(List.of(h, w), next), 7, 1, 0, false, Checkpointing.NONE);
    Value start = Value.input("start", DType.F64, 5, 3);
    Value weight = Value.input("weight", DType.F64, 3, 3);
    Value loss = loop.on(List.of(start, weight)).getFirst().sum();
    List<Loop> loops =
        Graph.order(Autodiff.grad(loss, List.of(start, weight))).stream()
            .filter(value -> value.primitive() instanceof Loop)
            .map(value -> (Loop) value.primitive())
            .toList();
    assertThat(loops).hasSize(2);
    assertThat(loops.get(0).body().outputs()).containsExactlyInAnyOrder(next, next, h);
    List<Value> backward = loops.get(1).body().values();
    assertThat(backward).noneMatch(value -> value.primitive() instanceof Tanh);
    assertThat(backward.stream().filter(value -> value.primitive() instanceof MatMul)).hasSize(1);
  }

  @Test
  void checkpointingKeepsOfTheOrderOfTheRootOfTheSteps() {
    assertThat(largestStack(Checkpointing.NONE, 400)).isEqualTo(400 * 8 * 100);
    assertThat(largestStack(Checkpointing.SQUARE_ROOT, 400)).isEqualTo(20 * 8 * 100);
    assertThat(largestStack(Checkpointing.SQUARE_ROOT, 397)).isLessThanOrEqualTo(20 * 8 * 100);
  }

  private static long largestStack(Checkpointing checkpointing, long steps) {
    Value h = Value.input("h", DType.F64, 100);
    Loop loop = new Loop(Graph.of(List.of(h), h.sin()), steps, 1, 0, false, checkpointing);
    Value start = Value.input("start", DType.F64, 100);
    return largest(List.of(Autodiff.grad(loop.on(List.of(start)).getFirst().sum(), start)));
  }

  private static long largest(List<Value> ends) {
    return Graph.order(ends).stream()
        .mapToLong(
            value ->
                value.primitive() instanceof Loop loop
                    ? largest(loop.body().outputs())
                    : value.type().bytes())
        .max()
        .orElse(0);
  }
}
