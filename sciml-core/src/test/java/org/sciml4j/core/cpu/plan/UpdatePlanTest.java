package org.sciml4j.core.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sciml4j.core.cpu.plan.Plans.kernels;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/** Memory of whole plans: results that replace others, and parameters updated where they lie. */
class UpdatePlanTest {
  private static final long BYTES = 8 * 64 * 64;

  private final Value x = Value.input("x", DType.F64, 64, 64);
  private final Value m = Value.input("m", x.type());
  private final Value g = Value.input("g", x.type());

  @Test
  void anOptimiserWithItsStateIsOneInstructionWithoutMemoryOfItsOwn() {
    Value v = Value.input("v", x.type());
    Value first = m.times(0.9).plus(g.times(0.1));
    Value second = v.times(0.99).plus(g.square().times(0.01));
    Value updated = x.minus(first.dividedBy(second.sqrt().plus(1e-8)).times(0.001));
    Graph graph = Graph.of(List.of(x, m, v, g), updated, first, second);
    Plan plan = Plans.of(graph, Map.of(0, 0, 1, 1, 2, 2));
    assertThat(kernels(plan)).containsExactly("elementwise");
    assertThat(plan.outputs()).isEqualTo(plan.inputs().subList(0, 3));
    assertThat(plan.unsharedBytes()).isLessThan(BYTES);
    assertThat(Plans.of(graph, Map.of()).outputs()).doesNotContainAnyElementsOf(plan.inputs());
  }

  @Test
  void aResultThatReadsItsInputOutOfOrderIsCopiedThereInTheEnd() {
    Plan plan = Plans.of(Graph.of(List.of(x, m), x.transpose().plus(m)), Map.of(0, 0));
    assertThat(kernels(plan)).containsExactly("elementwise", "copy");
    assertThat(plan.outputs()).containsExactly(plan.inputs().getFirst());
    assertThat(plan.arenaBytes()).isGreaterThanOrEqualTo(BYTES);
  }

  @Test
  void valuesThatLiveOneAfterTheOtherTakeTurnsInTwoPlaces() {
    Value last = x;
    for (int i = 0; i < 10; i++) {
      last = last.cumulativeSum(i % 2);
    }
    Plan plan = Plans.of(List.of(x), last);
    assertThat(plan.instructions()).hasSize(10);
    assertThat(plan.unsharedBytes()).isEqualTo(9 * BYTES);
    assertThat(plan.arenaBytes()).isEqualTo(2 * BYTES);
  }

  @Test
  void elementwiseResultsReplaceTheOperandTheyReadLast() {
    Plan plan = Plans.of(List.of(x), x.cumulativeSum(0).sin().cumulativeSum(1));
    assertThat(plan.arenaBytes()).isBetween(BYTES, 2 * BYTES - 1);
    Value kept = x.cumulativeSum(0);
    Plan both = Plans.of(List.of(x), kept.sin().cumulativeSum(1).matmul(kept));
    assertThat(both.arenaBytes()).isGreaterThanOrEqualTo(2 * BYTES);
  }

  @Test
  void outputsAreComputedInTheCallersMemory() {
    Plan plan = Plans.of(List.of(x, m), x.plus(m), x.sum(0), x.cumulativeSum(0));
    assertThat(kernels(plan)).doesNotContain("copy");
    assertThat(plan.arenaBytes()).isLessThan(BYTES);
  }

  @Test
  void aLoopNeedsTheMemoryOfOneStepHoweverManyItRuns() {
    Value h = Value.input("h", x.type());
    Graph body = Graph.of(List.of(h), h.cumulativeSum(0).cumulativeSum(1).tanh());
    long few = looped(body, 2).arenaBytes();
    assertThat(looped(body, 1000).arenaBytes()).isEqualTo(few);
  }

  private Plan looped(Graph body, long steps) {
    return Plans.of(
        List.of(x), new Loop(body, steps, 1, 0, false, Checkpointing.NONE).on(List.of(x)).get(0));
  }
}
