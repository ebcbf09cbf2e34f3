package org.sciml4j.pde.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.cpu.pass.Passes;
import org.sciml4j.core.cpu.plan.ConstantPool;
import org.sciml4j.core.cpu.plan.Lowering;
import org.sciml4j.core.cpu.plan.Target;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.scheme.TimeStep;

/** The memory that the planner gives the gradient of a rollout, in states: exact, not measured. */
class RolloutMemoryTest {
  private static final TensorType STATE = new TensorType(DType.F64, 1, 1, 32, 32);
  private static final TimeStep STEP =
      TimeStep.euler(Sequential.of(ConstrainedStencils.upTo(2, 5, 1, 1), Polynomial.of(1, 2)), 0.1);

  /** Of the squared size of the state after so many steps, by all parameters. */
  private static double states(int steps, Checkpointing checkpointing) {
    Rollout rollout = Rollout.of(STEP, steps).checkpointing(checkpointing);
    Traced traced = Traced.of(rollout, STATE, true);
    Value loss = traced.result().square().mean();
    List<Value> results = new ArrayList<>(List.of(loss));
    results.addAll(Autodiff.grad(loss, traced.trainableInputs()));
    Graph graph = Passes.optimised(new Graph(traced.graph().inputs(), results));
    Target target = new Target(KernelProvider.selected(), 1, false);
    return (double) Lowering.plan(graph, Map.of(), target, new ConstantPool()).arenaBytes()
        / STATE.bytes();
  }

  @Test
  void memoryGrowsWithTheRootOfTheStepsWhereBeginningsOfSegmentsAreKept() {
    double[] all = memory(Checkpointing.NONE);
    double[] root = memory(Checkpointing.SQUARE_ROOT);

    // a + b T: each fourfold T adds four times what the one before did; with a + b sqrt(T) twice.
    assertThat((all[2] - all[1]) / (all[1] - all[0])).isCloseTo(4, within(0.02));
    assertThat((root[2] - root[1]) / (root[1] - root[0])).isCloseTo(2, within(0.02));
    assertThat(root[0]).isLessThan(0.3 * all[0]);
    assertThat(root[2]).isLessThan(0.07 * all[2]);
  }

  /** For 16, 64 and 256 steps. */
  private static double[] memory(Checkpointing checkpointing) {
    return IntStream.of(16, 64, 256).mapToDouble(steps -> states(steps, checkpointing)).toArray();
  }
}
