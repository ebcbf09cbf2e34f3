package org.sciml4j.core.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sciml4j.core.cpu.plan.Plans.kernels;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.cpu.RandomGraph;
import org.sciml4j.core.cpu.pass.Passes;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/** The order of instructions is fixed when a graph is compiled, and nothing runs too early. */
class ScheduleTest {
  private final Value x = Value.input("x", DType.F64, 8, 8);
  private final Value y = Value.input("y", DType.F64, 8, 8);

  @Property(tries = 100, seed = "6", shrinking = ShrinkingMode.OFF)
  void everyGroupRunsAfterWhatItReadsAndBeforeWhatOverwritesThat(@ForAll long seed) {
    Random random = new Random(seed);
    Graph graph = Passes.optimised(RandomGraph.of(random, DType.F64, 5 + random.nextInt(40)));
    Map<Integer, Integer> inPlace = new HashMap<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      int input = random.nextInt(graph.inputs().size());
      if (graph.outputs().get(i).type().equals(graph.inputs().get(input).type())
          && !inPlace.containsValue(input)) {
        inPlace.put(i, input);
      }
    }
    Nodes nodes = Nodes.of(graph, inPlace);
    List<Group> groups = Fusion.fused(nodes.all());
    for (Node node : nodes.all()) {
      assertThat(node.groups()).isNotEmpty();
      for (Node.Use use : node.uses()) {
        for (Group user : use.user().groups()) {
          assertThat(node.groups()).anyMatch(group -> mayServe(group, user, use, groups));
          if (!use.reads()) {
            assertThat(node.groups()).allMatch(group -> mayServe(group, user, use, groups));
          }
        }
      }
    }
  }

  private static boolean mayServe(Group group, Group user, Node.Use use, List<Group> groups) {
    return group == user ? use.pointwise() : groups.indexOf(group) < groups.indexOf(user);
  }

  @Test
  void compilingAgainGivesTheSamePlan() {
    Graph graph = RandomGraph.of(new Random(3), DType.F64, 60);
    Plan first = Plans.of(graph, Map.of());
    Plan second = Plans.of(RandomGraph.of(new Random(3), DType.F64, 60), Map.of());
    assertThat(Plans.texts(second)).isEqualTo(Plans.texts(first));
    assertThat(second.arenaBytes()).isEqualTo(first.arenaBytes());
  }

  @Test
  void theOrderInWhichUpdatesAreNamedDoesNotMatter() {
    Value sum = x.matmul(y).plus(x);
    Graph graph = Graph.of(List.of(x, y), sum, sum, sum.transpose());
    Map<Integer, Integer> ascending = new LinkedHashMap<>();
    ascending.put(0, 0);
    ascending.put(1, 1);
    Map<Integer, Integer> descending = new LinkedHashMap<>();
    descending.put(1, 1);
    descending.put(0, 0);
    assertThat(Plans.texts(Plans.of(graph, descending)))
        .isEqualTo(Plans.texts(Plans.of(graph, ascending)));
  }

  @Test
  void updatesWaitForTheLastReader() {
    Value updated = x.minus(y);
    Plan plan = Plans.of(Graph.of(List.of(x, y), updated, x.matmul(y), y.matmul(x)), Map.of(0, 0));
    assertThat(kernels(plan)).containsExactly("gemm", "gemm", "elementwise");
    assertThat(plan.outputs().getFirst()).isEqualTo(plan.inputs().getFirst());
  }

  @Test
  void stepsOfALoopAreOneInstructionWithAScheduleOfItsOwn() {
    Value h = Value.input("h", x.type());
    Value w = Value.input("w", x.type());
    Graph body = Graph.of(List.of(h, w), h.matmul(w).tanh().plus(w.sum(0)));
    Loop loop = new Loop(body, 100, 1, 0, false, Checkpointing.NONE);
    Plan plan = Plans.of(List.of(x, y), loop.on(List.of(x.exp(), y)).getFirst().sum(0));
    assertThat(kernels(plan)).containsExactly("elementwise", "pack", "loop", "reduce");
    assertThat(kernels(plan.loops().getFirst().plan()))
        .containsExactlyInAnyOrder("reduce", "gemm", "elementwise")
        .endsWith("elementwise");
  }
}
